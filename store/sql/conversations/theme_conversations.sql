-- Exactly the conversations that a theme's count over [$start, $end) counted, newest first, each
-- with its first ask there; of every theme where $theme is NULL. `total` is how many the theme has.
-- Unless $is_first, only those after the position ($after_at, $after_source, ...).
WITH first_asks AS (
    SELECT DISTINCT ON (theme_id, source, conversation_key)
        theme_id, confidence AS strength, source, conversation_id, id AS ask_id, asked_at, text,
        language,
        channel, subject, url, page, rating
    FROM themed_asks
    WHERE $theme IS NULL OR theme_id = $theme
    ORDER BY theme_id, source, conversation_key, asked_at NULLS LAST, id
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
