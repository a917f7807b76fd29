-- Conversations of every theme in consecutive spans of time, each at its first ask there, so that
-- spans add up; of one theme where $theme is not NULL. $edges are the boundaries of the spans (UTC),
-- ascending: `place` 1 is [edges[1], edges[2]). Asks without a time lie in no span.
WITH edges AS (
    SELECT unnest($edges::TIMESTAMP[]) AS edge,
           unnest(range(1, len($edges::TIMESTAMP[]) + 1)) AS place
),
first_asks AS (
    SELECT theme_id, min(asked_at) AS first_at
    FROM themed_asks
    WHERE $theme IS NULL OR theme_id = $theme
    GROUP BY theme_id, source, conversation_key
),
placed AS (
    SELECT theme_id, place FROM first_asks ASOF JOIN edges ON first_at >= edge
)
SELECT theme_id, place, count(*) AS conversations
FROM placed
WHERE place < len($edges::TIMESTAMP[])
GROUP BY theme_id, place
ORDER BY theme_id, place;
