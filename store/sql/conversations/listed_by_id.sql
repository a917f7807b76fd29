-- These asks as a listing shows them, each with its theme.
SELECT * EXCLUDE (conversation_key)
FROM listed_asks
WHERE ask_id IN (SELECT unnest($ids))
ORDER BY ask_id;
