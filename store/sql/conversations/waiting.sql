-- Conversations in which the customer wrote last, over [$start, $end) by that message, with what they
-- wrote since the team's last message. One row a message. Bots do not count as the team.
WITH last_answer AS (
    SELECT source, conversation_key,
           max(written_at) FILTER (WHERE author = 'agent' AND public) AS written_at
    FROM conversations.messages
    GROUP BY source, conversation_key
),
themes AS (
    SELECT source, conversation_key, list(DISTINCT theme_id ORDER BY theme_id) AS theme_ids
    FROM themed_asks
    GROUP BY source, conversation_key
),
asked AS (
    -- Not where their last words are thanks or small talk.
    SELECT source, conversation_key FROM conversations.asks
    GROUP BY source, conversation_key
    HAVING arg_max(excluded IS NULL, (asked_at, part))
)
SELECT
    conversation.source, conversation.key AS conversation_key, conversation.id AS conversation_id,
    conversation.url, conversation.status, conversation.closed_at,
    coalesce(themes.theme_ids, []) AS theme_ids,
    (
        SELECT count(*) FROM conversations.conversations AS other
        WHERE other.customer = conversation.customer
            AND (other.source, other.key) IS DISTINCT FROM (conversation.source, conversation.key)
            AND other.created_at < said.written_at
            AND other.created_at >= said.written_at - INTERVAL 7 DAY
    ) AS contacts,
    said.written_at, said.text
FROM conversations.conversations AS conversation
SEMI JOIN asked
    ON asked.source = conversation.source AND asked.conversation_key = conversation.key
JOIN conversations.messages AS said
    ON said.source = conversation.source AND said.conversation_key = conversation.key
    AND said.author = 'customer' AND said.public AND said.written_at IS NOT NULL
JOIN last_answer AS answer
    ON answer.source = conversation.source AND answer.conversation_key = conversation.key
LEFT JOIN themes
    ON themes.source = conversation.source AND themes.conversation_key = conversation.key
WHERE (answer.written_at IS NULL OR said.written_at > answer.written_at)
    AND said.written_at >= $start AND said.written_at < $end
ORDER BY said.written_at, conversation.source, conversation.id, said.position;
