-- Messages, and what imports saw again, of conversations that nobody knows.
WITH known AS (SELECT DISTINCT source, key AS conversation_key FROM conversation_versions)
SELECT NULL AS name FROM message_versions ANTI JOIN known USING (source, conversation_key)
UNION ALL
SELECT NULL FROM sightings ANTI JOIN known USING (source, conversation_key);
