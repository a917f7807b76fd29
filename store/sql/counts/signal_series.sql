-- Conversations in consecutive spans of time, of every theme, of all traffic, and of every language
-- and channel; each at its first ask there. $edges are the boundaries of the spans (UTC, ascending):
-- `place` 0 is [edges[1], edges[2]); what is outside lies in no span.
WITH edges AS (
    SELECT unnest($edges::TIMESTAMP[]) AS edge,
           generate_subscripts($edges::TIMESTAMP[], 1) - 1 AS place
),
traffic AS (
    SELECT conversation_no, min(asked_at) AS first_at,
           arg_min(language, asked_at) AS language, any_value(channel) AS channel
    FROM counted.asks
    WHERE excluded IS NULL
    GROUP BY conversation_no
),
watched AS (
    SELECT 'theme' AS sort, theme_id AS name, first_at FROM counted.conversations WHERE is_first
    UNION ALL
    SELECT 'all', 'all', first_at FROM traffic
    UNION ALL
    SELECT 'language', language, first_at FROM traffic WHERE language IS NOT NULL
    UNION ALL
    SELECT 'channel', channel, first_at FROM traffic WHERE channel IS NOT NULL
),
placed AS (
    SELECT sort, name, place FROM watched ASOF JOIN edges ON first_at >= edge
)
SELECT sort, name, place, count(*) AS conversations
FROM placed
WHERE place < len($edges::TIMESTAMP[]) - 1
GROUP BY sort, name, place
ORDER BY sort, name, place;
