-- Asks that the regrouping $regrouped and those before it have not put anywhere, less those that
-- people placed ($placed), with the theme they were put in since.
SELECT
    ask.id, ask.source, conversation_key, conversation_id, part, asked_at, text, clean_text, language,
    excluded, told.theme_id
FROM conversations.asks AS ask
LEFT JOIN themes.grouped AS told ON told.ask_id = ask.id
WHERE excluded IS NULL AND clean_text <> '' AND (told.run IS NULL OR told.run > $regrouped)
    AND ask.id NOT IN (SELECT unnest($placed::VARCHAR[]))
ORDER BY clean_text, asked_at, ask.id;
