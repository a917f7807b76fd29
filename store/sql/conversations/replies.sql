-- Every public reply of an agent over [$start, $end), with the customer's last message before it and
-- the theme it answers (NULL: none). Agents are numbered by their first message: a keyed hash is never
-- an order. Who is not known has none.
WITH numbered_agents AS (
    SELECT agent, row_number() OVER (
        ORDER BY min(written_at), min(source), min(conversation_id), min(position)
    ) AS number
    FROM conversations.messages
    WHERE author = 'agent' AND public AND agent IS NOT NULL
    GROUP BY agent
),
said AS (
    SELECT
        source, conversation_key, author, agent, written_at, position,
        max(written_at) FILTER (WHERE author = 'customer') OVER (
            PARTITION BY source, conversation_key ORDER BY written_at, position
        ) AS asked_at
    FROM conversations.messages
    WHERE public AND author IN ('agent', 'customer') AND written_at IS NOT NULL
),
numbered_conversations AS (
    SELECT source, key, row_number() OVER (ORDER BY created_at, source, id) AS number
    FROM conversations.conversations
)
SELECT
    said.written_at, said.asked_at, any_value(agent.number) AS agent,
    any_value(conversation.number) AS conversation,
    arg_max(part.theme_id, (part.asked_at, part.theme_id)) AS theme_id
FROM said
JOIN numbered_conversations AS conversation
    ON conversation.source = said.source AND conversation.key = said.conversation_key
LEFT JOIN numbered_agents AS agent ON agent.agent = said.agent
LEFT JOIN theme_parts AS part
    ON part.source = said.source AND part.conversation_key = said.conversation_key
    AND part.asked_at <= said.written_at
    AND (part.next_at IS NULL OR said.written_at < part.next_at)
WHERE said.author = 'agent'
    AND ($start IS NULL OR (said.written_at >= $start AND said.written_at < $end))
GROUP BY said.source, said.conversation_key, said.position, said.written_at, said.asked_at
ORDER BY said.written_at, conversation, said.position;
