-- The asks behind one of the totals over [$start, $end), newest first: $kind is 'asks', 'themed',
-- 'unthemed', 'excluded', or 'conversations' (the first ask of each that is not excluded). With
-- $theme only the asks of that theme.
WITH in_period AS (
    SELECT ask.*, assignment.theme_id
    FROM voice.asks AS ask
    LEFT JOIN themes.assignments AS assignment ON assignment.ask_id = ask.id
    WHERE ($start IS NULL OR (ask.asked_at >= $start AND ask.asked_at < $end))
        AND ($theme IS NULL OR assignment.theme_id = $theme)
),
of_kind AS (
    SELECT * FROM in_period
    WHERE CASE $kind
        WHEN 'asks' THEN true
        WHEN 'excluded' THEN excluded IS NOT NULL
        WHEN 'themed' THEN excluded IS NULL AND theme_id IS NOT NULL
        WHEN 'unthemed' THEN excluded IS NULL AND theme_id IS NULL
        ELSE excluded IS NULL
    END
),
once_per_conversation AS (
    SELECT * FROM of_kind
    QUALIFY $kind <> 'conversations' OR row_number() OVER (
        PARTITION BY source, conversation_key ORDER BY asked_at NULLS LAST, id
    ) = 1
)
SELECT
    ask.id AS ask_id, ask.source, ask.conversation_id, ask.asked_at, ask.text, ask.language,
    ask.channel, ask.url, ask.excluded, ask.theme_id, theme.label AS theme_label,
    count(*) OVER () AS total
FROM once_per_conversation AS ask
LEFT JOIN themes.themes AS theme ON theme.id = ask.theme_id
ORDER BY asked_at DESC NULLS LAST, source, conversation_id, ask_id
LIMIT $limit OFFSET $offset;
