-- Conversations in which nothing happened since $before, less stubs. Those without any time stay.
WITH last_written AS (
    SELECT source, conversation_key AS key, max(written_at) AS last_at
    FROM message_versions GROUP BY ALL
)
SELECT source, key FROM conversation_now
LEFT JOIN last_written USING (source, key)
ANTI JOIN erased USING (source, key)
WHERE greatest(created_at, closed_at, last_at) < $before
ORDER BY source, key;
