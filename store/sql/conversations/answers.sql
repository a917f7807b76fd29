-- What agents said publicly to every theme's conversations over [$start, $end): from the first ask
-- there to the next ask about another theme in the same conversation. One row a message; a
-- conversation that nobody answered has one row without a message.
WITH first_asks AS (
    SELECT DISTINCT ON (theme_id, source, conversation_key)
        theme_id, source, conversation_key, conversation_id, page, asked_at, id
    FROM themed_asks
    WHERE asked_at IS NOT NULL
    ORDER BY theme_id, source, conversation_key, asked_at, id
),
with_end AS (
    SELECT mine.*, min(other.asked_at) AS next_at
    FROM first_asks AS mine
    LEFT JOIN first_asks AS other
        ON other.source = mine.source AND other.conversation_key = mine.conversation_key
        AND other.asked_at > mine.asked_at
    WHERE ($start IS NULL OR (mine.asked_at >= $start AND mine.asked_at < $end))
        AND ($theme IS NULL OR mine.theme_id = $theme)
    GROUP BY ALL
)
SELECT ask.theme_id, ask.source, ask.conversation_key, ask.conversation_id, ask.page, ask.asked_at,
       reply.written_at, reply.text
FROM with_end AS ask
LEFT JOIN conversations.messages AS reply
    ON reply.source = ask.source AND reply.conversation_key = ask.conversation_key
    AND reply.author = 'agent' AND reply.public
    AND reply.written_at >= ask.asked_at
    AND (ask.next_at IS NULL OR reply.written_at < ask.next_at)
ORDER BY theme_id, asked_at, ask.source, ask.conversation_id, written_at, position;
