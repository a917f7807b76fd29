-- Themes whose number of conversations (in `counted`, where rankings count) is not that of the
-- conversations behind it.
WITH listed AS (
    SELECT theme_id, count(DISTINCT (source, conversation_key)) AS conversations
    FROM themed_asks GROUP BY theme_id
),
numbered AS (
    SELECT theme_id, count(*) FILTER (WHERE is_first) AS conversations
    FROM counted.conversations GROUP BY theme_id
)
SELECT theme_id AS name FROM listed FULL JOIN numbered USING (theme_id)
WHERE listed.conversations IS DISTINCT FROM numbered.conversations;
