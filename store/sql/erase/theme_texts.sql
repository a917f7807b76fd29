-- The texts that a theme was named from, and whether their conversation is in `doomed`.
WITH held AS (
    SELECT ask_id, theme_id FROM assignments UNION SELECT ask_id, theme_id FROM grouped
)
SELECT DISTINCT theme_id, text, clean_text, doomed.key IS NOT NULL AS doomed
FROM held JOIN asks ON asks.id = held.ask_id
LEFT JOIN doomed ON doomed.source = asks.source AND doomed.key = asks.conversation_key;
