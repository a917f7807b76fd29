-- ranked_in_parts.sql for areas: $units[i] is the area of $themes[i], $unit_parts[i] its part where the
-- break-down is by something that themes have ($split = 'unit'). A conversation counts once per area
-- and part, at its first ask in any of its themes. $split NULL: no break-down.
WITH units AS (
    SELECT unnest($themes::VARCHAR[]) AS theme_id, unnest($units::VARCHAR[]) AS unit,
           unnest($unit_parts::VARCHAR[]) AS unit_part
),
let_through AS (
    SELECT
        unit, conversation_no, customer_no, plan, messages, rating, first_at,
        CASE $split
            WHEN 'unit' THEN [unit_part]
            WHEN 'channel' THEN [channel]
            WHEN 'language' THEN [language]
            WHEN 'kind' THEN [kind]
            WHEN 'plan' THEN [plan]
            WHEN 'country' THEN [country]
            WHEN 'page' THEN [page]
            WHEN 'conversation_status' THEN [status]
            WHEN 'tag' THEN tags
            WHEN 'group' THEN agent_groups
            WHEN 'attribute' THEN list_transform(
                list_filter(attributes, lambda told: starts_with(told, $attribute_split || '=')),
                lambda told: told[len($attribute_split) + 2:]
            )
        END AS parts
    FROM counted.conversations JOIN units USING (theme_id)
    WHERE ($start IS NULL OR first_at < $end)
        AND ($language IS NULL OR language = $language)
        AND ($channel IS NULL OR channel = $channel)
        AND ($plan IS NULL OR plan = $plan)
        AND ($country IS NULL OR country = $country)
        AND ($page IS NULL OR page = $page)
        AND ($status IS NULL OR status = $status)
        AND ($tag IS NULL OR list_contains(tags, $tag))
        AND ($group IS NULL OR list_contains(agent_groups, $group))
        AND ($attribute IS NULL OR list_contains(attributes, $attribute))
),
in_parts AS (
    SELECT * EXCLUDE (parts),
        unnest(CASE WHEN len(parts) > 0 THEN parts ELSE [NULL::VARCHAR] END) AS part
    FROM let_through
),
first_asks AS (
    SELECT
        unit, part, conversation_no, min(first_at) AS first_at, any_value(plan) AS plan,
        any_value(customer_no) AS customer_no, any_value(messages) AS messages,
        any_value(rating) AS rating
    FROM in_parts
    GROUP BY unit, part, conversation_no
),
in_spans AS (
    SELECT *, coalesce(first_at < $start, false) AS is_before
    FROM first_asks
    WHERE $start IS NULL OR first_at >= coalesce($before, $start)
),
by_customer AS (
    SELECT
        unit, part, is_before, customer_no, count(*) AS conversations,
        sum(messages) AS messages,
        max(CASE WHEN len($plans::VARCHAR[]) = 0 THEN 0 ELSE coalesce(
            list_extract($worths::DOUBLE[], list_position($plans::VARCHAR[], plan)), 0
        ) END) AS worth,
        sum(rating) AS ratings, sum(rating * rating) AS rating_squares, count(rating) AS rated
    FROM in_spans
    GROUP BY unit, part, is_before, customer_no
)
SELECT
    unit AS theme_id, part, is_before,
    sum(conversations)::DOUBLE AS conversations,
    sum(conversations * conversations)::DOUBLE AS conversations_squares,
    max(conversations)::DOUBLE AS conversations_largest,
    count(*) FILTER (WHERE customer_no > 0)::DOUBLE AS customers,
    sum(messages)::DOUBLE AS messages, sum(messages * messages)::DOUBLE AS messages_squares,
    max(messages)::DOUBLE AS messages_largest,
    sum(worth) AS worth, sum(worth * worth) AS worth_squares, max(worth) AS worth_largest,
    sum(ratings) AS ratings, sum(rating_squares) AS rating_squares, sum(rated)::BIGINT AS rated
FROM by_customer
GROUP BY unit, part, is_before
ORDER BY unit, part, is_before;
