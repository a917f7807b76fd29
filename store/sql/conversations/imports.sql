-- What was read, oldest first.
SELECT * EXCLUDE (no) FROM voice.imports ORDER BY no;
