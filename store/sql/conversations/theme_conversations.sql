-- Exactly the conversations that a theme's count over [$start, $end) counted, newest first, each
-- with its first ask there; of every theme where $theme is NULL. `total` is how many the theme has.
-- Unless $is_first, only those after the position ($after_at, $after_source, ...).
WITH first_asks AS (
    SELECT DISTINCT ON (assignment.theme_id, ask.source, ask.conversation_key)
        assignment.theme_id, assignment.strength, ask.source, ask.conversation_id,
        ask.id AS ask_id, ask.asked_at, ask.text, ask.language, ask.channel, ask.subject, ask.url,
        ask.page, ask.rating
    FROM voice.asks AS ask
    JOIN themes.assignments AS assignment ON assignment.ask_id = ask.id
    WHERE ask.excluded IS NULL AND ($theme IS NULL OR assignment.theme_id = $theme)
    ORDER BY assignment.theme_id, ask.source, ask.conversation_key,
        ask.asked_at NULLS LAST, ask.id
),
in_period AS (
    SELECT *, count(*) OVER (PARTITION BY theme_id) AS total
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
ORDER BY theme_id, asked_at DESC NULLS LAST, source, conversation_id, ask_id
LIMIT $limit OFFSET $offset;
