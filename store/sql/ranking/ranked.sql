-- What every theme brought over [$start, $end) and over [$before, $start), by customer, among the
-- conversations that the filters let through (NULL: any).
-- With a language, a conversation counts at its first ask in that language.
-- Squares and the largest are over customers: intervals are made of them.
WITH let_through AS (
    SELECT
        theme_id, customer_no, plan, messages, rating,
        coalesce(first_at < $start, false) AS is_before
    FROM counted.conversations
    WHERE ($start IS NULL OR (first_at >= coalesce($before, $start) AND first_at < $end))
        AND CASE
            WHEN $language IS NOT NULL THEN language = $language AND is_first_in_language
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
by_customer AS (
    SELECT
        theme_id, is_before, customer_no, count(*) AS conversations,
        sum(messages) AS messages,
        max(CASE WHEN len($plans::VARCHAR[]) = 0 THEN 0 ELSE coalesce(
            list_extract($worths::DOUBLE[], list_position($plans::VARCHAR[], plan)), 0
        ) END) AS worth,
        sum(rating) AS ratings, sum(rating * rating) AS rating_squares, count(rating) AS rated
    FROM let_through
    GROUP BY theme_id, is_before, customer_no
)
SELECT
    theme_id, NULL::VARCHAR AS part, is_before,
    sum(conversations)::DOUBLE AS conversations,
    sum(conversations * conversations)::DOUBLE AS conversations_squares,
    max(conversations)::DOUBLE AS conversations_largest,
    count(*) FILTER (WHERE customer_no > 0)::DOUBLE AS customers,
    sum(messages)::DOUBLE AS messages, sum(messages * messages)::DOUBLE AS messages_squares,
    max(messages)::DOUBLE AS messages_largest,
    sum(worth) AS worth, sum(worth * worth) AS worth_squares, max(worth) AS worth_largest,
    sum(ratings) AS ratings, sum(rating_squares) AS rating_squares, sum(rated)::BIGINT AS rated
FROM by_customer SEMI JOIN themes.themes AS theme ON theme.id = theme_id
GROUP BY theme_id, is_before;
