-- The honest remainder over [$start, $end): themed + unthemed + excluded = asks.
SELECT
    count(*) AS asks,
    count(*) FILTER (WHERE excluded IS NULL AND is_themed) AS themed,
    count(*) FILTER (WHERE excluded IS NULL AND NOT is_themed) AS unthemed,
    count(*) FILTER (WHERE excluded IS NOT NULL) AS excluded,
    count(DISTINCT conversation_no) FILTER (WHERE excluded IS NULL) AS conversations,
    count(*) FILTER (WHERE excluded IS NULL AND NOT is_themed AND kind = 'other') AS idle
FROM counted.asks
WHERE $start IS NULL OR (asked_at >= $start AND asked_at < $end);
