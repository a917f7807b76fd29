-- Tellings of a conversation that stand twice, or are of none.
SELECT NULL AS name FROM conversation_versions
GROUP BY source, key, import_no, round
HAVING count(*) > 1 OR source IS NULL OR key IS NULL OR import_no IS NULL OR round IS NULL;
