-- What no period changes of every live theme: its area, what people say of it, its names, and how
-- surely its asks belong to it.
SELECT
    theme.id, theme.label, theme.keywords, theme.state, theme.since, theme.overrule, names, area,
    cohesion
FROM themes.themes AS theme
LEFT JOIN theme_names AS named ON named.theme_id = theme.id
LEFT JOIN (SELECT id AS area, unnest(theme_ids) AS theme_id FROM areas) AS placed
    ON placed.theme_id = theme.id
LEFT JOIN (
    SELECT theme_id, avg(confidence) AS cohesion FROM themes.assignments GROUP BY theme_id
) AS held ON held.theme_id = theme.id
ORDER BY theme.id;
