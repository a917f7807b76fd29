-- Conversations of one source that are called alike.
SELECT NULL AS name FROM conversation_named GROUP BY source, id HAVING count(*) > 1;
