-- Every source that conversations came from.
SELECT DISTINCT source FROM conversation_versions ORDER BY source;
