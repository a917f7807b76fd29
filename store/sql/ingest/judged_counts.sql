-- What became of the tellings of this import: every one is new, updated or unchanged.
SELECT
    count(*) FILTER (WHERE is_new) AS new,
    count(*) FILTER (WHERE NOT is_new AND (is_changed OR speaks)) AS updated,
    count(*) FILTER (WHERE NOT (is_new OR is_changed OR speaks)) AS unchanged
FROM judged_conversations;
