-- What was said publicly in every theme's conversations over [$start, $end): from the first ask there
-- to the next ask about another theme in the same conversation. One row a message.
WITH numbered_customers AS (
    SELECT customer, row_number() OVER (ORDER BY min(created_at), min(source), min(id)) AS number
    FROM conversations.conversations WHERE customer IS NOT NULL
    GROUP BY customer
)
SELECT ask.theme_id, ask.source, ask.conversation_key, ask.conversation_id, ask.asked_at,
       customer.number AS customer, conversation.status, conversation.closed_at,
       said.author, said.written_at, said.text
FROM theme_parts AS ask
JOIN conversations.conversations AS conversation
    ON conversation.source = ask.source AND conversation.key = ask.conversation_key
LEFT JOIN numbered_customers AS customer USING (customer)
JOIN conversations.messages AS said
    ON said.source = ask.source AND said.conversation_key = ask.conversation_key
    AND said.public AND said.author IN ('customer', 'agent', 'bot')
    AND (said.written_at IS NULL OR said.written_at >= ask.asked_at)
    AND (ask.next_at IS NULL OR said.written_at IS NULL OR said.written_at < ask.next_at)
WHERE ($start IS NULL OR (ask.asked_at >= $start AND ask.asked_at < $end))
    AND ($theme IS NULL OR ask.theme_id = $theme)
ORDER BY ask.theme_id, ask.asked_at, ask.source, ask.conversation_id, said.position, said.written_at;
