-- Themes that stand twice, and living ones that are not among those that ever were.
SELECT id AS name FROM themes.themes GROUP BY id HAVING count(*) > 1
UNION ALL
SELECT id FROM themes.themes ANTI JOIN themes.every_theme AS known USING (id);
