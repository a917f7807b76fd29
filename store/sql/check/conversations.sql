-- Every conversation.
SELECT DISTINCT source, key FROM conversation_versions;
