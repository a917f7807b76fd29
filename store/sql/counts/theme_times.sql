-- Every theme's counts over [$start, $end), cut at $starts (ascending, UTC); $theme NULL means all
-- themes. What has no time has a NULL bucket.
WITH chosen_asks AS (
    SELECT source, conversation_key, asked_at, theme_id
    FROM themed_asks
    WHERE $theme IS NULL OR theme_id = $theme
),
counted AS (
    -- A conversation counts once per theme, at the time of its first ask there; an ask at its own.
    SELECT theme_id, min(asked_at) AS asked_at, 1 AS conversations, 0 AS asks
    FROM chosen_asks
    GROUP BY theme_id, source, conversation_key
    UNION ALL
    SELECT theme_id, asked_at, 0 AS conversations, 1 AS asks
    FROM chosen_asks
),
in_period AS (
    SELECT * FROM counted
    WHERE $start IS NULL OR (asked_at >= $start AND asked_at < $end)
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
GROUP BY theme_id, bucket
ORDER BY theme_id, bucket;
