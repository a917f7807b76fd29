-- Every theme's counts over [$start, $end) by $group_by, 'channel' or 'language'; $theme NULL means
-- all themes. What is not known has a NULL group.
WITH themed_asks AS (
    SELECT
        ask.id, ask.source, ask.conversation_key, ask.asked_at, assignment.theme_id,
        CASE $group_by WHEN 'channel' THEN ask.channel ELSE ask.language END AS "group"
    FROM voice.asks AS ask
    JOIN themes.assignments AS assignment ON assignment.ask_id = ask.id
    WHERE ask.excluded IS NULL AND ($theme IS NULL OR assignment.theme_id = $theme)
),
first_asks AS (
    -- A conversation counts once per theme, in the group of its first ask there.
    SELECT DISTINCT ON (theme_id, source, conversation_key) *
    FROM themed_asks
    ORDER BY theme_id, source, conversation_key, asked_at NULLS LAST, id
),
counted AS (
    SELECT theme_id, asked_at, "group", 1 AS conversations, 0 AS asks FROM first_asks
    UNION ALL
    SELECT theme_id, asked_at, "group", 0 AS conversations, 1 AS asks FROM themed_asks
)
SELECT
    theme_id, "group",
    sum(conversations)::BIGINT AS conversations,
    sum(asks)::BIGINT AS asks
FROM counted
WHERE $start IS NULL OR (asked_at >= $start AND asked_at < $end)
GROUP BY theme_id, "group"
ORDER BY theme_id, "group";
