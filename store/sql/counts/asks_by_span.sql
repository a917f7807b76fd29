-- All asks, excluded ones too, in the spans between $edges: which days have data.
WITH edges AS (
    SELECT unnest($edges::TIMESTAMP[]) AS edge,
           generate_subscripts($edges::TIMESTAMP[], 1) - 1 AS place
)
SELECT place, count(*) AS asks
FROM counted.asks ASOF JOIN edges ON asked_at >= edge
WHERE place < len($edges::TIMESTAMP[]) - 1
GROUP BY place
ORDER BY place;
