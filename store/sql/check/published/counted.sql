-- Rows of the part that rankings scan that are not what is counted anew (`recounted`) from the other
-- two. Customers are numbered, and only how many a theme has is compared.
SELECT NULL AS name FROM (FROM counted.asks EXCEPT ALL FROM recounted_asks)
UNION ALL
SELECT NULL FROM (FROM recounted_asks EXCEPT ALL FROM counted.asks)
UNION ALL
SELECT theme_id FROM (
    SELECT * EXCLUDE (customer_no) FROM counted.conversations
    EXCEPT ALL SELECT * EXCLUDE (customer_no) FROM recounted_conversations
)
UNION ALL
SELECT theme_id FROM (
    SELECT * EXCLUDE (customer_no) FROM recounted_conversations
    EXCEPT ALL SELECT * EXCLUDE (customer_no) FROM counted.conversations
)
UNION ALL
SELECT theme_id FROM (
    SELECT theme_id, count(DISTINCT customer_no) FROM counted.conversations GROUP BY theme_id
    EXCEPT SELECT theme_id, count(DISTINCT customer_no) FROM recounted_conversations GROUP BY theme_id
);
