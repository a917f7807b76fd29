-- When each theme was first asked; the row without a theme is the first ask of all.
SELECT assignment.theme_id, min(ask.asked_at) AS first_at
FROM voice.asks AS ask
JOIN themes.assignments AS assignment ON assignment.ask_id = ask.id
WHERE ask.excluded IS NULL
GROUP BY assignment.theme_id
UNION ALL
SELECT NULL, min(asked_at) FROM voice.asks
ORDER BY ALL;
