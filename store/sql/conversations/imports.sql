-- What was read, oldest first.
SELECT * EXCLUDE (no) FROM conversations.imports ORDER BY no;
