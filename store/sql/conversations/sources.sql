-- Every source that conversations came from.
SELECT DISTINCT source FROM conversations.conversations ORDER BY source;
