-- Conversations that the tombstones name (`forgotten`) and that have their words.
SELECT NULL AS name FROM forgotten ANTI JOIN erased USING (source, key);
