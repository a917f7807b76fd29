-- At most $most asks that the regrouping $regrouped put into themes, drawn by digest: evenly, and the
-- same ones whatever the order they came in.
SELECT
    ask.id, ask.source, conversation_key, conversation_id, part, asked_at, text, clean_text, language,
    excluded, told.theme_id
FROM conversations.asks AS ask
JOIN themes.grouped AS told ON told.ask_id = ask.id
WHERE excluded IS NULL AND clean_text <> '' AND told.run <= $regrouped
QUALIFY row_number() OVER (ORDER BY md5(ask.id), ask.id) <= $most
ORDER BY clean_text, asked_at, ask.id;
