-- Languages of the asks of [$start, $end) that are not excluded.
SELECT language, count(*) AS asks
FROM conversations.asks
WHERE excluded IS NULL AND ($start IS NULL OR (asked_at >= $start AND asked_at < $end))
GROUP BY language
ORDER BY asks DESC, language;
