-- The asks behind one of the totals over [$start, $end), newest first: $kind is 'asks', 'themed',
-- 'unthemed', 'excluded', or 'conversations' (the first ask of each that is not excluded). With
-- $theme only the asks of that theme.
WITH in_period AS (
    SELECT * FROM listed_asks
    WHERE ($start IS NULL OR (asked_at >= $start AND asked_at < $end))
        AND ($theme IS NULL OR theme_id = $theme)
),
of_kind AS (
    SELECT * FROM in_period
    WHERE CASE $kind
        WHEN 'asks' THEN true
        WHEN 'excluded' THEN excluded IS NOT NULL
        WHEN 'themed' THEN excluded IS NULL AND theme_id IS NOT NULL
        WHEN 'unthemed' THEN excluded IS NULL AND theme_id IS NULL
        ELSE excluded IS NULL
    END
),
once_per_conversation AS (
    SELECT * FROM of_kind
    QUALIFY $kind <> 'conversations' OR row_number() OVER (
        PARTITION BY source, conversation_key ORDER BY asked_at NULLS LAST, ask_id
    ) = 1
)
SELECT * EXCLUDE (conversation_key), count(*) OVER () AS total
FROM once_per_conversation
ORDER BY asked_at DESC NULLS LAST, source, conversation_id, ask_id
LIMIT $limit OFFSET $offset;
