-- Every conversation with a kept ask and an agent's public message: its messages as `pair_answers`
-- takes them, in their order, and the ids of its kept asks. Of customers' messages only that they
-- are there.
WITH kept AS (
    SELECT source, conversation_key, list(id ORDER BY id) AS ask_ids
    FROM conversations.asks
    WHERE excluded IS NULL AND clean_text <> ''
    GROUP BY source, conversation_key
),
told AS (
    SELECT
        source, conversation_key, conversation_id,
        list({
            id: id, position: position, written_at: written_at, author: author, agent: agent,
            public: public, text: CASE WHEN author = 'agent' AND public THEN text ELSE '' END
        } ORDER BY position, id) AS messages
    FROM conversations.messages
    GROUP BY source, conversation_key, conversation_id
    HAVING count(*) FILTER (WHERE author = 'agent' AND public) > 0
)
SELECT told.*, kept.ask_ids
FROM told JOIN kept USING (source, conversation_key)
ORDER BY source, conversation_id;
