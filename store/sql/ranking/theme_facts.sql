-- What no period changes of every live theme: its area, what people say of it, its names.
SELECT
    theme.id, theme.label, theme.keywords, theme.state, theme.since, theme.overrule, names, area
FROM themes.themes AS theme
LEFT JOIN theme_names AS named ON named.theme_id = theme.id
LEFT JOIN (SELECT id AS area, unnest(theme_ids) AS theme_id FROM areas) AS placed
    ON placed.theme_id = theme.id
ORDER BY theme.id;
