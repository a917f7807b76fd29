-- How many conversations have an ask over [$start, $end) that is not excluded.
SELECT count(DISTINCT conversation_no) AS conversations
FROM counted.asks
WHERE excluded IS NULL AND ($start IS NULL OR (asked_at >= $start AND asked_at < $end));
