-- The conversations of every area over [$start, $end).
-- NULL bounds mean everything, asks without a time included.
WITH themes_of_areas AS (
    SELECT id AS area, unnest(theme_ids) AS theme_id FROM areas
),
first_asks AS (
    -- A conversation counts once per area, at the time of its first ask there.
    SELECT area, conversation_no, min(first_at) AS first_at
    FROM counted.conversations JOIN themes_of_areas USING (theme_id)
    WHERE is_first
    GROUP BY area, conversation_no
)
SELECT area, count(*) AS conversations
FROM first_asks
WHERE $start IS NULL OR (first_at >= $start AND first_at < $end)
GROUP BY area;
