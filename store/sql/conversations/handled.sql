-- The work in every conversation whose first public message by the customer lies in
-- [$start, $end). Agents are numbered by their first message: a keyed hash is never an order.
WITH agents AS (
    SELECT agent, row_number() OVER (
        ORDER BY min(written_at), min(source), min(conversation_id), min(position)
    ) AS number
    FROM conversations.messages
    WHERE author = 'agent' AND public AND agent IS NOT NULL
    GROUP BY agent
),
begun AS (
    SELECT source, conversation_key, min(written_at) AS asked_at
    FROM conversations.messages
    WHERE author = 'customer' AND public AND written_at IS NOT NULL
    GROUP BY source, conversation_key
),
in_period AS (
    SELECT * FROM begun
    WHERE $start IS NULL OR (asked_at >= $start AND asked_at < $end)
),
answered AS (
    SELECT
        period.source, period.conversation_key,
        min(written_at) FILTER (WHERE written_at >= asked_at) AS answered_at,
        arg_min(number, written_at) FILTER (WHERE written_at >= asked_at) AS first_agent,
        list(DISTINCT number ORDER BY number) FILTER (WHERE number IS NOT NULL) AS agents
    FROM in_period AS period
    JOIN conversations.messages AS reply
        ON reply.source = period.source AND reply.conversation_key = period.conversation_key
    LEFT JOIN agents ON agents.agent = reply.agent
    WHERE reply.author = 'agent' AND reply.public
    GROUP BY period.source, period.conversation_key
)
SELECT
    period.asked_at, answered_at, first_agent, agents, conversation.closed_at,
    conversation.status, conversation.rating
FROM in_period AS period
JOIN conversations.conversations AS conversation
    ON conversation.source = period.source AND conversation.key = period.conversation_key
LEFT JOIN answered
    ON answered.source = period.source AND answered.conversation_key = period.conversation_key
ORDER BY period.asked_at, period.source, conversation.id;
