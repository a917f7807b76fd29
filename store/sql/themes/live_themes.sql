-- Live themes with their centroids and their names.
SELECT * FROM themes.themes LEFT JOIN theme_names ON theme_id = id ORDER BY id;
