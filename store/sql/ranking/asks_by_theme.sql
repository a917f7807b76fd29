-- The asks of [$start, $end) by theme (NULL: none), language and kind; those that are excluded apart.
-- NULL bounds mean everything, asks without a time included.
SELECT theme_id, language, kind, excluded IS NOT NULL AS is_excluded, count(*) AS asks
FROM counted.asks
WHERE $start IS NULL OR (asked_at >= $start AND asked_at < $end)
GROUP BY theme_id, language, kind, is_excluded;
