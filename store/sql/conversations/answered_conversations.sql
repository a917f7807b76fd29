-- Every conversation with an agent's public message: its messages as `pair_answers` takes them, in
-- their order. Of customers' messages only that they are there.
SELECT
    source, conversation_id,
    list({
        id: id, position: position, written_at: written_at, author: author, agent: agent,
        public: public, text: CASE WHEN author = 'agent' AND public THEN text ELSE '' END
    } ORDER BY position, id) AS messages
FROM conversations.messages
GROUP BY source, conversation_key, conversation_id
HAVING count(*) FILTER (WHERE author = 'agent' AND public) > 0
ORDER BY source, conversation_id;
