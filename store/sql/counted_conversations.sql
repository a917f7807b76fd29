-- Exactly the conversations that every theme's count over [$start, $end) counted, newest first, each
-- with its first ask there: theme_conversations.sql for all themes at once.
WITH first_asks AS (
    SELECT DISTINCT ON (assignment.theme_id, ask.source, ask.conversation_key)
        assignment.theme_id, ask.source, ask.conversation_key, ask.conversation_id,
        ask.id AS ask_id, ask.asked_at, ask.text, ask.language, ask.channel, ask.url
    FROM voice.asks AS ask
    JOIN themes.assignments AS assignment ON assignment.ask_id = ask.id
    WHERE ask.excluded IS NULL
    ORDER BY assignment.theme_id, ask.source, ask.conversation_key,
        ask.asked_at NULLS LAST, ask.id
)
SELECT theme_id, conversation_id, url, source, asked_at, language, channel, text
FROM first_asks
WHERE $start IS NULL OR (asked_at >= $start AND asked_at < $end)
ORDER BY theme_id, asked_at DESC NULLS LAST, source, conversation_id, ask_id;
