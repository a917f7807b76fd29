-- Exactly the conversations that a theme's count over [$start, $end) counted, newest first, each
-- with its first ask there.
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
    SELECT * FROM first_asks
    WHERE $start IS NULL OR (asked_at >= $start AND asked_at < $end)
)
SELECT * EXCLUDE (conversation_key), count(*) OVER () AS total
FROM in_period
ORDER BY asked_at DESC NULLS LAST, source, conversation_id, ask_id
LIMIT $limit OFFSET $offset;
