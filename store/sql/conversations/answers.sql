-- What agents said publicly to every theme's conversations over [$start, $end): from the first ask
-- there to the next ask about another theme in the same conversation. One row a message; a
-- conversation that nobody answered has one row without a message.
WITH themed AS (
    SELECT assignment.theme_id, ask.source, ask.conversation_key, ask.conversation_id, ask.page,
           ask.asked_at, ask.id
    FROM voice.asks AS ask
    JOIN themes.assignments AS assignment ON assignment.ask_id = ask.id
    WHERE ask.excluded IS NULL AND ask.asked_at IS NOT NULL
),
first_asks AS (
    SELECT DISTINCT ON (theme_id, source, conversation_key) *
    FROM themed
    ORDER BY theme_id, source, conversation_key, asked_at, id
),
with_end AS (
    SELECT mine.*, min(other.asked_at) AS next_at
    FROM first_asks AS mine
    LEFT JOIN first_asks AS other
        ON other.source = mine.source AND other.conversation_key = mine.conversation_key
        AND other.asked_at > mine.asked_at
    WHERE ($start IS NULL OR (mine.asked_at >= $start AND mine.asked_at < $end))
        AND ($theme IS NULL OR mine.theme_id = $theme)
    GROUP BY ALL
)
SELECT ask.theme_id, ask.source, ask.conversation_key, ask.conversation_id, ask.page, ask.asked_at,
       said.written_at, said.text
FROM with_end AS ask
LEFT JOIN voice.messages AS said
    ON said.source = ask.source AND said.conversation_key = ask.conversation_key
    AND said.author = 'agent' AND said.public
    AND said.written_at >= ask.asked_at
    AND (ask.next_at IS NULL OR said.written_at < ask.next_at)
ORDER BY theme_id, asked_at, ask.source, ask.conversation_id, written_at, position;
