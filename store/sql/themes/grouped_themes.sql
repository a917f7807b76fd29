-- Every theme ever, under the names the grouping gave them.
SELECT * REPLACE (grouped_label AS label, NULL AS overrule)
FROM themes.every_theme LEFT JOIN theme_names ON theme_id = id
ORDER BY id;
