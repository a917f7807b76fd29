-- Conversations that $given names: what people see, or the tool's own id.
SELECT source, key FROM conversation_named WHERE id = $given OR key = $given ORDER BY ALL;
