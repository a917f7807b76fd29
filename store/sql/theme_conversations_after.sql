-- A page of the conversations that a theme's count over [$start, $end) counted, in the order of
-- theme_conversations.sql, from the position ($after_at, $after_source, ...) on.
WITH first_asks AS (
    SELECT DISTINCT ON (ask.source, ask.conversation_key)
        ask.source, ask.conversation_key, ask.conversation_id, ask.id AS ask_id, ask.asked_at,
        ask.text, ask.language, ask.channel, ask.subject, ask.url, ask.page, ask.rating,
        assignment.strength
    FROM voice.asks AS ask
    JOIN themes.assignments AS assignment ON assignment.ask_id = ask.id
    WHERE assignment.theme_id = $theme AND ask.excluded IS NULL
    ORDER BY ask.source, ask.conversation_key, ask.asked_at NULLS LAST, ask.id
),
in_period AS (
    SELECT * EXCLUDE (conversation_key), count(*) OVER () AS total
    FROM first_asks
    WHERE $start IS NULL OR (asked_at >= $start AND asked_at < $end)
)
SELECT *
FROM in_period
WHERE $is_first
    OR asked_at < $after_at::TIMESTAMP
    OR (asked_at IS NULL AND $after_at::TIMESTAMP IS NOT NULL)
    OR (
        asked_at IS NOT DISTINCT FROM $after_at::TIMESTAMP
        AND (source, conversation_id, ask_id) > ($after_source, $after_conversation, $after_ask)
    )
ORDER BY asked_at DESC NULLS LAST, source, conversation_id, ask_id
LIMIT $limit;
