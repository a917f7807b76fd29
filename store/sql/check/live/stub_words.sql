-- Rows in which words, or who said them, are left of an erased conversation.
SELECT NULL AS name FROM conversation_versions SEMI JOIN erased USING (source, key)
WHERE subject IS NOT NULL OR url IS NOT NULL OR page IS NOT NULL OR plan IS NOT NULL
    OR country IS NOT NULL OR attributes IS NOT NULL OR tags IS NOT NULL
    OR NOT starts_with(coalesce(customer, 'erased-'), 'erased-')
UNION ALL
SELECT NULL FROM message_versions AS told
SEMI JOIN erased ON erased.source = told.source AND erased.key = told.conversation_key
UNION ALL
SELECT NULL FROM sightings AS seen
SEMI JOIN erased ON erased.source = seen.source AND erased.key = seen.conversation_key
WHERE message_key <> ''
UNION ALL
SELECT NULL FROM asks
SEMI JOIN erased ON erased.source = asks.source AND erased.key = asks.conversation_key
WHERE clean_text <> '' OR NOT starts_with(text, 'erased on ') OR language <> 'und'
UNION ALL
SELECT NULL FROM ask_ledger AS noted
SEMI JOIN erased ON erased.source = noted.source AND erased.key = noted.conversation_key
WHERE language <> 'und';
