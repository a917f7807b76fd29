-- When each theme was first asked; the row without a theme is the first ask of all.
SELECT theme_id, min(asked_at) AS first_at
FROM themed_asks
GROUP BY theme_id
UNION ALL
SELECT NULL, min(asked_at) FROM conversations.asks
ORDER BY ALL;
