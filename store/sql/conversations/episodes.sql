-- What was said publicly in every theme's conversations over [$start, $end): from the first ask there
-- to the next ask about another theme in the same conversation. One row a message.
WITH numbered_customers AS (
    SELECT customer, row_number() OVER (ORDER BY min(created_at), min(source), min(id)) AS number
    FROM conversations.conversations WHERE customer IS NOT NULL
    GROUP BY customer
),
first_asks AS (
    SELECT DISTINCT ON (theme_id, source, conversation_key)
        theme_id, source, conversation_key, conversation_id, asked_at, id
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
SELECT ask.theme_id, ask.source, ask.conversation_key, ask.conversation_id, ask.asked_at,
       customer.number AS customer, conversation.status, conversation.closed_at,
       said.author, said.written_at, said.text
FROM with_end AS ask
JOIN conversations.conversations AS conversation
    ON conversation.source = ask.source AND conversation.key = ask.conversation_key
LEFT JOIN numbered_customers AS customer USING (customer)
JOIN conversations.messages AS said
    ON said.source = ask.source AND said.conversation_key = ask.conversation_key
    AND said.public AND said.author IN ('customer', 'agent', 'bot')
    AND (said.written_at IS NULL OR said.written_at >= ask.asked_at)
    AND (ask.next_at IS NULL OR said.written_at IS NULL OR said.written_at < ask.next_at)
ORDER BY ask.theme_id, ask.asked_at, ask.source, ask.conversation_id, said.position, said.written_at;
