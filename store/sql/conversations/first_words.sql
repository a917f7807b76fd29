-- Each theme's first ask in each conversation over [$start, $end), in its own words, and the customer
-- (negative: unknown). NULL bounds mean everything.
WITH numbered AS (
    SELECT source, key, row_number() OVER (ORDER BY created_at, source, id) AS number
    FROM conversations.conversations
),
numbered_customers AS (
    SELECT customer, row_number() OVER (ORDER BY min(created_at), min(source), min(id)) AS number
    FROM conversations.conversations WHERE customer IS NOT NULL
    GROUP BY customer
),
first_asks AS (
    SELECT DISTINCT ON (theme_id, source, conversation_key)
        theme_id, source, conversation_key, asked_at, id, clean_text
    FROM themed_asks
    ORDER BY theme_id, source, conversation_key, asked_at NULLS LAST, id
)
SELECT ask.theme_id, ask.clean_text, coalesce(customer.number, -numbered.number) AS customer
FROM first_asks AS ask
JOIN numbered ON numbered.source = ask.source AND numbered.key = ask.conversation_key
JOIN conversations.conversations AS conversation
    ON conversation.source = ask.source AND conversation.key = ask.conversation_key
LEFT JOIN numbered_customers AS customer USING (customer)
WHERE $start IS NULL OR (ask.asked_at >= $start AND ask.asked_at < $end)
ORDER BY ask.theme_id, ask.asked_at NULLS LAST, ask.id;
