-- Every theme's counts over [$start, $end), cut at $starts (ascending, UTC); $theme NULL means all
-- themes. What has no time has a NULL bucket.
WITH counts AS (
    -- A conversation counts once per theme, at the time of its first ask there; an ask at its own.
    SELECT theme_id, first_at AS asked_at, 1 AS conversations, 0 AS asks
    FROM counted.conversations
    WHERE is_first
    UNION ALL
    SELECT theme_id, asked_at, 0 AS conversations, 1 AS asks
    FROM counted.asks
    WHERE theme_id IS NOT NULL AND excluded IS NULL
),
in_period AS (
    SELECT * FROM counts
    WHERE ($theme IS NULL OR theme_id = $theme)
        AND ($start IS NULL OR (asked_at >= $start AND asked_at < $end))
),
buckets AS (
    SELECT unnest($starts::TIMESTAMP[]) AS bucket
)
SELECT
    theme_id, bucket,
    sum(conversations)::BIGINT AS conversations,
    sum(asks)::BIGINT AS asks
FROM in_period
ASOF LEFT JOIN buckets ON in_period.asked_at >= buckets.bucket
GROUP BY theme_id, bucket;
