-- Every rated conversation over [$start, $end), with the themes it counts in. Customers are numbered
-- by when they first came: a keyed hash is never an order. Who is not known has none.
WITH numbered_customers AS (
    SELECT customer, row_number() OVER (ORDER BY min(created_at), min(source), min(id)) AS number
    FROM conversations.conversations WHERE customer IS NOT NULL
    GROUP BY customer
),
asked AS (
    SELECT source, conversation_key, min(asked_at) AS asked_at,
           list(DISTINCT theme_id ORDER BY theme_id) AS themes
    FROM themed_asks
    GROUP BY source, conversation_key
)
SELECT
    conversation.source, customer.number AS customer, conversation.rating,
    coalesce(asked.themes, []) AS themes
FROM conversations.conversations AS conversation
LEFT JOIN numbered_customers AS customer USING (customer)
LEFT JOIN asked
    ON asked.source = conversation.source AND asked.conversation_key = conversation.key
WHERE conversation.rating IS NOT NULL
    AND ($start IS NULL OR (
        coalesce(asked.asked_at, conversation.created_at) >= $start
        AND coalesce(asked.asked_at, conversation.created_at) < $end
    ))
ORDER BY conversation.created_at, conversation.source, conversation.id;
