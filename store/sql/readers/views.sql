-- What many statements of a reader start from.

-- Asks as `parse_ask_row` takes them.
CREATE VIEW ask_rows AS
SELECT
    id, source, conversation_key, conversation_id, part, asked_at, text, clean_text, language, excluded
FROM conversations.asks;

-- The asks that count in a theme, with all that is known of their conversation.
CREATE VIEW themed_asks AS
SELECT ask.*, assignment.theme_id, assignment.confidence
FROM conversations.asks AS ask
JOIN themes.assignments AS assignment ON assignment.ask_id = ask.id
WHERE ask.excluded IS NULL;

-- Asks as listings show them, with the theme they count in.
CREATE VIEW listed_asks AS
SELECT
    ask.id AS ask_id, ask.source, ask.conversation_key, ask.conversation_id, ask.asked_at,
    ask.text, ask.language, ask.channel, ask.url, ask.excluded, assignment.theme_id,
    theme.label AS theme_label
FROM conversations.asks AS ask
LEFT JOIN themes.assignments AS assignment ON assignment.ask_id = ask.id
LEFT JOIN themes.themes AS theme ON theme.id = assignment.theme_id;
