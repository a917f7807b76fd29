-- The honest remainder over [$start, $end): themed + unthemed + excluded = asks.
WITH asks_in_period AS (
    SELECT ask.*, assignment.ask_id IS NOT NULL AS is_themed
    FROM conversations.asks AS ask
    LEFT JOIN themes.assignments AS assignment ON assignment.ask_id = ask.id
    WHERE $start IS NULL OR (ask.asked_at >= $start AND ask.asked_at < $end)
)
SELECT
    count(*) AS asks,
    count(*) FILTER (WHERE excluded IS NULL AND is_themed) AS themed,
    count(*) FILTER (WHERE excluded IS NULL AND NOT is_themed) AS unthemed,
    count(*) FILTER (WHERE excluded IS NOT NULL) AS excluded,
    count(DISTINCT (source, conversation_key)) FILTER (WHERE excluded IS NULL) AS conversations
FROM asks_in_period;
