-- totals.sql among the asks that the filters let through.
SELECT
    count(*) AS asks,
    count(*) FILTER (WHERE excluded IS NULL AND is_themed) AS themed,
    count(*) FILTER (WHERE excluded IS NULL AND NOT is_themed) AS unthemed,
    count(*) FILTER (WHERE excluded IS NOT NULL) AS excluded,
    count(DISTINCT conversation_no) FILTER (WHERE excluded IS NULL) AS conversations,
    count(*) FILTER (WHERE excluded IS NULL AND NOT is_themed AND kind = 'other') AS idle
FROM let_through('counted.asks', $filters)
WHERE $start IS NULL OR (asked_at >= $start AND asked_at < $end);
