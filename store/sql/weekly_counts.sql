-- Conversations of each theme by the week of their first ask there, so that weeks add up to the
-- theme's count over all time. $starts are the UTC instants at which the weeks begin, ascending and
-- without gaps; the last one only closes the last week. Asks without a time lie in no week.
WITH weeks AS (
    SELECT unnest($starts::TIMESTAMP[]) AS begins,
           generate_subscripts($starts::TIMESTAMP[], 1) - 1 AS week
),
first_asks AS (
    SELECT assignment.theme_id, ask.source, ask.conversation_key, min(ask.asked_at) AS first_at
    FROM voice.asks AS ask
    JOIN themes.assignments AS assignment ON assignment.ask_id = ask.id
    WHERE ask.excluded IS NULL AND ($theme IS NULL OR assignment.theme_id = $theme)
    GROUP BY ALL
),
placed AS (
    SELECT theme_id, week
    FROM first_asks ASOF JOIN weeks ON first_at >= begins
)
SELECT theme_id, week, count(*) AS conversations
FROM placed
WHERE week < len($starts::TIMESTAMP[]) - 1
GROUP BY theme_id, week
ORDER BY theme_id, week;
