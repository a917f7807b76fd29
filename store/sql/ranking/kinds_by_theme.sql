-- The asks of every theme over [$start, $end), by kind, where it is known.
SELECT theme_id, kind, count(*) AS asks
FROM counted.asks
WHERE theme_id IS NOT NULL AND kind IS NOT NULL AND excluded IS NULL
    AND ($start IS NULL OR (asked_at >= $start AND asked_at < $end))
GROUP BY theme_id, kind;
