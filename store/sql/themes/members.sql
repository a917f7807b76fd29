-- The asks of every theme.
SELECT theme_id, list(ask_id) AS asks FROM themes.assignments GROUP BY theme_id;
