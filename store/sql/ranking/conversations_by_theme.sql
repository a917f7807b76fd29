-- The conversations of every theme over [$start, $end), each at its first ask there, and their
-- customers; `before` are those over [$before, $start). NULL bounds mean everything, asks without a
-- time included.
SELECT
    theme_id,
    count(*) FILTER ($start IS NULL OR first_at >= $start) AS conversations,
    -- A list for each theme takes half the time of count(DISTINCT) where there are few rows.
    len(list_distinct(
        list(customer_no) FILTER (customer_no > 0 AND ($start IS NULL OR first_at >= $start))
    )) AS customers,
    count(*) FILTER (first_at < $start) AS before
FROM counted.conversations
WHERE is_first
    AND ($start IS NULL OR (first_at >= coalesce($before, $start) AND first_at < $end))
GROUP BY theme_id;
