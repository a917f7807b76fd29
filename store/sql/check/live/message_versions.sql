-- Tellings of a message that stand twice, or are of none.
SELECT NULL AS name FROM message_versions
GROUP BY source, conversation_key, key, import_no, round
HAVING count(*) > 1 OR source IS NULL OR conversation_key IS NULL OR key IS NULL
    OR import_no IS NULL OR round IS NULL;
