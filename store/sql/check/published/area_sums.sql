-- Areas whose asks are not the sum of their themes': a theme stands in two areas, twice in one, or
-- is not known.
WITH placed AS (SELECT id, unnest(theme_ids) AS theme_id FROM areas)
SELECT any_value(id) AS name FROM placed GROUP BY theme_id HAVING count(*) > 1
UNION ALL
SELECT id FROM placed ANTI JOIN themes.every_theme AS known ON known.id = placed.theme_id;
