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

-- Each theme's part of each conversation: from its first ask there to the next ask about another
-- theme (NULL: to the end).
CREATE VIEW theme_parts AS
WITH first_asks AS (
    SELECT DISTINCT ON (theme_id, source, conversation_key)
        theme_id, source, conversation_key, conversation_id, page, asked_at, id
    FROM themed_asks
    WHERE asked_at IS NOT NULL
    ORDER BY theme_id, source, conversation_key, asked_at, id
)
SELECT mine.*, min(other.asked_at) AS next_at
FROM first_asks AS mine
LEFT JOIN first_asks AS other
    ON other.source = mine.source AND other.conversation_key = mine.conversation_key
    AND other.asked_at > mine.asked_at
GROUP BY ALL;

-- Asks as listings show them, with the theme they count in.
CREATE VIEW listed_asks AS
SELECT
    ask.id AS ask_id, ask.source, ask.conversation_key, ask.conversation_id, ask.asked_at,
    ask.text, ask.language, ask.channel, ask.url, ask.excluded, assignment.theme_id,
    theme.label AS theme_label
FROM conversations.asks AS ask
LEFT JOIN themes.assignments AS assignment ON assignment.ask_id = ask.id
LEFT JOIN themes.themes AS theme ON theme.id = assignment.theme_id;
