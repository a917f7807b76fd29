-- The asks that each retired theme had when it ended.
SELECT theme_id, list(ask_id ORDER BY ask_id) AS asks
FROM themes.assignment_history
JOIN themes.retired ON retired.id = theme_id AND retired_run = to_run
GROUP BY theme_id;
