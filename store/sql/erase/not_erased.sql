-- Conversations that are no stubs.
SELECT DISTINCT source, key FROM conversation_versions
ANTI JOIN erased USING (source, key) ORDER BY ALL;
