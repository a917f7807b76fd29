-- Which of the days that begin at $starts (UTC instants, ascending, without gaps) have an ask.
WITH days AS (
    SELECT unnest($starts::TIMESTAMP[]) AS begins,
           generate_subscripts($starts::TIMESTAMP[], 1) - 1 AS day
)
SELECT DISTINCT day
FROM conversations.asks ASOF JOIN days ON asked_at >= begins
ORDER BY day;
