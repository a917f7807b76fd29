-- Rows in which words, or who said them, are left of what the tombstones name (`forgotten`).
SELECT NULL AS name FROM conversations.conversations SEMI JOIN forgotten USING (source, key)
WHERE subject IS NOT NULL OR url IS NOT NULL OR page IS NOT NULL OR plan IS NOT NULL
    OR country IS NOT NULL OR attributes IS NOT NULL OR tags IS NOT NULL
    OR NOT starts_with(coalesce(customer, 'erased-'), 'erased-')
UNION ALL
SELECT NULL FROM conversations.messages AS told
SEMI JOIN forgotten ON forgotten.source = told.source AND forgotten.key = told.conversation_key
UNION ALL
SELECT NULL FROM conversations.asks AS ask
SEMI JOIN forgotten ON forgotten.source = ask.source AND forgotten.key = ask.conversation_key
WHERE clean_text <> '' OR NOT starts_with(text, 'erased on ');
