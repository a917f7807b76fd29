-- Every conversation of a known customer that counts in a theme over [$start, $end). NULL bounds mean
-- everything.
SELECT customer_no AS customer, theme_id, first_at
FROM counted.conversations
WHERE is_first AND customer_no > 0 AND first_at IS NOT NULL
    AND ($start IS NULL OR (first_at >= $start AND first_at < $end))
ORDER BY first_at, conversation_no, theme_id;
