-- What `publish_counted.sql` publishes, as far as counts of themes need it, for what has no such part:
-- the store as it was known at an earlier time.
CREATE TABLE counted.asks AS
SELECT
    asked_at, language, excluded, assigned.theme_id IS NOT NULL AS is_themed, theme_id, kind,
    dense_rank() OVER (ORDER BY source, conversation_key)::INTEGER AS conversation_no, customer
FROM conversations.asks AS ask
LEFT JOIN themes.assignments AS assigned ON assigned.ask_id = ask.id
LEFT JOIN themes.ask_kinds AS told ON told.ask_id = ask.id
ORDER BY asked_at, conversation_no;

CREATE TABLE counted.conversations AS
WITH first_asks AS (
    SELECT theme_id, conversation_no, min(asked_at) AS first_at, any_value(customer) AS customer
    FROM counted.asks
    WHERE theme_id IS NOT NULL AND excluded IS NULL
    GROUP BY theme_id, conversation_no
),
numbered_customers AS (
    SELECT customer, min(conversation_no) AS customer_no
    FROM first_asks WHERE customer IS NOT NULL
    GROUP BY customer
)
SELECT
    theme_id, conversation_no, first_at, true AS is_first,
    -- Who is not known has a number below 0, and is a customer of this conversation alone.
    coalesce(customer_no, -conversation_no)::INTEGER AS customer_no
FROM first_asks
LEFT JOIN numbered_customers USING (customer)
ORDER BY first_at, conversation_no, theme_id;
