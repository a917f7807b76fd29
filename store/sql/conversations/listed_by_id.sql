-- These asks as a listing shows them, each with its theme.
SELECT
    ask.id AS ask_id, ask.source, ask.conversation_id, ask.asked_at, ask.text, ask.language,
    ask.channel, ask.url, ask.excluded, assignment.theme_id, theme.label AS theme_label
FROM voice.asks AS ask
LEFT JOIN themes.assignments AS assignment ON assignment.ask_id = ask.id
LEFT JOIN themes.themes AS theme ON theme.id = assignment.theme_id
WHERE ask.id IN (SELECT unnest($ids))
ORDER BY ask.id;
