-- Conversations that are no stubs: something is said in them, or of them.
SELECT source, key FROM conversations.conversations AS told
WHERE subject IS NOT NULL OR url IS NOT NULL OR page IS NOT NULL OR EXISTS (
    FROM conversations.messages AS message
    WHERE message.source = told.source AND message.conversation_key = told.key
);
