-- Conversations that were cut into asks more or less than once, stubs aside, or are not known.
WITH known AS (SELECT DISTINCT source, key FROM conversation_versions)
SELECT NULL AS name FROM segmented GROUP BY source, key HAVING count(*) > 1
UNION ALL
SELECT NULL FROM segmented ANTI JOIN known USING (source, key)
UNION ALL
SELECT NULL FROM known ANTI JOIN segmented USING (source, key) ANTI JOIN erased USING (source, key);
