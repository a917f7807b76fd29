-- Asks that count in these themes, of all times.
SELECT theme_id, count(*) AS asks
FROM themes.assignments
WHERE theme_id IN (SELECT unnest($themes::VARCHAR[]))
GROUP BY theme_id;
