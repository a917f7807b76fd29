-- Conversations that are stubs.
SELECT DISTINCT source, key FROM erased ORDER BY ALL;
