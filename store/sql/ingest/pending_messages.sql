-- The messages of the pending conversations numbered $first to $last.
SELECT message.*, number
FROM message_now AS message
JOIN pending ON pending.source = message.source AND pending.key = message.conversation_key
WHERE number BETWEEN $first AND $last
ORDER BY number, written_at, position, message.id;
