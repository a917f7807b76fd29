-- Where the asks of a theme went: nowhere (NULL) while it lives and people did not merge it; else where
-- people sent them, or where the newest merger of the grouping did.
SELECT coalesce(
    (SELECT to_id FROM themes.redirects WHERE redirects.id = $theme),
    (
        SELECT other_id FROM themes.lineage
        WHERE lineage.theme_id = $theme AND kind IN ('merged', 'joined', 'retired')
            AND other_id IS NOT NULL
            AND who = 'grouping'
            AND theme.retired_run IS NOT NULL
        ORDER BY run DESC, other_id LIMIT 1
    )
) AS id
FROM themes.every_theme AS theme
WHERE theme.id = $theme;
