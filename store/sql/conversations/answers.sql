-- What agents said publicly to every theme's conversations over [$start, $end): from the first ask
-- there to the next ask about another theme in the same conversation. One row a message; a
-- conversation that nobody answered has one row without a message.
SELECT ask.theme_id, ask.source, ask.conversation_key, ask.conversation_id, ask.page, ask.asked_at,
       reply.written_at, reply.text
FROM theme_parts AS ask
LEFT JOIN conversations.messages AS reply
    ON reply.source = ask.source AND reply.conversation_key = ask.conversation_key
    AND reply.author = 'agent' AND reply.public
    AND reply.written_at >= ask.asked_at
    AND (ask.next_at IS NULL OR reply.written_at < ask.next_at)
WHERE ($start IS NULL OR (ask.asked_at >= $start AND ask.asked_at < $end))
    AND ($theme IS NULL OR ask.theme_id = $theme)
ORDER BY theme_id, asked_at, ask.source, ask.conversation_id, written_at, position;
