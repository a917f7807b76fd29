-- Digests of embedded answers that only the conversations in `doomed` hold.
WITH doomed_asks AS (
    SELECT id AS ask_id FROM asks
    SEMI JOIN doomed ON doomed.source = asks.source AND doomed.key = asks.conversation_key
)
SELECT DISTINCT digest FROM answer_digests SEMI JOIN doomed_asks USING (ask_id)
EXCEPT
SELECT digest FROM answer_digests ANTI JOIN doomed_asks USING (ask_id)
ORDER BY ALL;
