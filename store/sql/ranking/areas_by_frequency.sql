-- Every area's counts over [$start, $end), those of areas with nothing left out.
-- NULL bounds mean everything, asks without a time included.
WITH themes_of_areas AS (
    SELECT id AS area, unnest(theme_ids) AS theme_id FROM areas
),
area_asks AS (
    SELECT area, ask.source, ask.conversation_key, ask.asked_at
    FROM themes_of_areas JOIN themed_asks AS ask USING (theme_id)
),
first_asks AS (
    -- A conversation counts once per area, at the time of its first ask there.
    SELECT area, source, conversation_key, min(asked_at) AS first_at
    FROM area_asks
    GROUP BY area, source, conversation_key
),
conversations_in_period AS (
    SELECT area, count(*) AS conversations
    FROM first_asks
    WHERE $start IS NULL OR (first_at >= $start AND first_at < $end)
    GROUP BY area
),
asks_in_period AS (
    SELECT area, count(*) AS asks
    FROM area_asks
    WHERE $start IS NULL OR (asked_at >= $start AND asked_at < $end)
    GROUP BY area
)
SELECT
    known.id, known.names, known.theme_ids,
    coalesce(asks, 0) AS asks, coalesce(conversations, 0) AS conversations
FROM areas AS known
LEFT JOIN asks_in_period AS asked ON asked.area = known.id
LEFT JOIN conversations_in_period AS counted ON counted.area = known.id
WHERE coalesce(asks, 0) + coalesce(conversations, 0) > 0
ORDER BY conversations DESC, asks DESC, known.id;
