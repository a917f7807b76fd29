-- Every theme's counts over [$start, $end) by $group_by, 'channel' or 'language'; $theme NULL means
-- all themes. What is not known has a NULL group.
WITH asks_with_group AS (
    SELECT
        id, source, conversation_key, asked_at, theme_id,
        CASE $group_by WHEN 'channel' THEN channel ELSE language END AS "group"
    FROM themed_asks
    WHERE $theme IS NULL OR theme_id = $theme
),
first_asks AS (
    -- A conversation counts once per theme, in the group of its first ask there.
    SELECT DISTINCT ON (theme_id, source, conversation_key) *
    FROM asks_with_group
    ORDER BY theme_id, source, conversation_key, asked_at NULLS LAST, id
),
counted AS (
    SELECT theme_id, asked_at, "group", 1 AS conversations, 0 AS asks FROM first_asks
    UNION ALL
    SELECT theme_id, asked_at, "group", 0 AS conversations, 1 AS asks FROM asks_with_group
)
SELECT
    theme_id, "group",
    sum(conversations)::BIGINT AS conversations,
    sum(asks)::BIGINT AS asks
FROM counted
WHERE $start IS NULL OR (asked_at >= $start AND asked_at < $end)
GROUP BY theme_id, "group"
ORDER BY theme_id, "group";
