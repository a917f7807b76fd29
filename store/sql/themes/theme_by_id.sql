-- The theme with exactly this id, live or retired.
SELECT * FROM themes.every_theme LEFT JOIN theme_names ON theme_id = id WHERE id = $id;
