-- Names, and members of areas, of themes that nobody knows; themes named twice.
SELECT theme_id AS name FROM theme_names GROUP BY theme_id HAVING count(*) > 1
UNION ALL
SELECT theme_id FROM theme_names ANTI JOIN themes ON themes.id = theme_names.theme_id
UNION ALL
SELECT theme_id FROM (SELECT unnest(theme_ids) AS theme_id FROM areas) AS placed
ANTI JOIN themes ON themes.id = placed.theme_id;
