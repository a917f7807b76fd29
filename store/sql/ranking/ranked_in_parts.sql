-- ranked.sql, broken down by $split. Split by language or kind, a conversation counts in every
-- language and kind in which it asked there, so the parts may add up to more than the whole; so may
-- tags and groups.
WITH let_through AS (
    SELECT
        theme_id, customer_no, plan, messages, rating,
        coalesce(first_at < $start, false) AS is_before,
        CASE $split
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
    FROM counted.conversations
    WHERE ($start IS NULL OR (first_at >= coalesce($before, $start) AND first_at < $end))
        AND CASE
            WHEN $language IS NOT NULL AND $split = 'kind' THEN language = $language
            WHEN $language IS NOT NULL THEN language = $language AND is_first_in_language
            WHEN $split = 'language' THEN is_first_in_language
            WHEN $split = 'kind' THEN is_first_of_kind
            ELSE is_first
        END
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
by_customer AS (
    SELECT
        theme_id, part, is_before, customer_no, count(*) AS conversations,
        sum(messages) AS messages,
        max(CASE WHEN len($plans::VARCHAR[]) = 0 THEN 0 ELSE coalesce(
            list_extract($worths::DOUBLE[], list_position($plans::VARCHAR[], plan)), 0
        ) END) AS worth,
        sum(rating) AS ratings, sum(rating * rating) AS rating_squares, count(rating) AS rated
    FROM in_parts
    GROUP BY theme_id, part, is_before, customer_no
)
SELECT
    theme_id, part, is_before,
    sum(conversations)::DOUBLE AS conversations,
    sum(conversations * conversations)::DOUBLE AS conversations_squares,
    max(conversations)::DOUBLE AS conversations_largest,
    count(*) FILTER (WHERE customer_no > 0)::DOUBLE AS customers,
    sum(messages)::DOUBLE AS messages, sum(messages * messages)::DOUBLE AS messages_squares,
    max(messages)::DOUBLE AS messages_largest,
    sum(worth) AS worth, sum(worth * worth) AS worth_squares, max(worth) AS worth_largest,
    sum(ratings) AS ratings, sum(rating_squares) AS rating_squares, sum(rated)::BIGINT AS rated
FROM by_customer SEMI JOIN themes.themes AS theme ON theme.id = theme_id
GROUP BY theme_id, part, is_before
ORDER BY theme_id, part, is_before;
