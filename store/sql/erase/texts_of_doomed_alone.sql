-- Texts that were embedded and that only the conversations in `doomed` hold.
SELECT DISTINCT clean_text FROM asks
SEMI JOIN doomed ON doomed.source = asks.source AND doomed.key = asks.conversation_key
WHERE clean_text <> ''
EXCEPT
SELECT clean_text FROM asks
ANTI JOIN doomed ON doomed.source = asks.source AND doomed.key = asks.conversation_key
ORDER BY ALL;
