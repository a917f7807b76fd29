-- Groups of asks (all, a month, a language, a channel) in which themed + unthemed + excluded are not
-- all asks: an ask that is in two themes counts twice.
WITH every_ask AS (
    SELECT date_trunc('month', asked_at) AS month, language, channel, count(*) AS asks
    FROM conversations.asks GROUP BY GROUPING SETS ((), (month), (language), (channel))
),
asks_with_place AS (
    SELECT
        date_trunc('month', asked_at) AS month, language, channel,
        count(*) FILTER (WHERE theme_id IS NOT NULL AND excluded IS NULL) AS themed,
        count(*) FILTER (WHERE theme_id IS NULL AND excluded IS NULL) AS unthemed,
        count(*) FILTER (WHERE excluded IS NOT NULL) AS excluded
    FROM conversations.asks
    LEFT JOIN themes.assignments ON assignments.ask_id = asks.id
    GROUP BY GROUPING SETS ((), (month), (language), (channel))
),
summed AS (
    SELECT month, language, channel, themed + unthemed + excluded AS asks FROM asks_with_place
)
SELECT NULL AS name FROM (FROM every_ask EXCEPT ALL FROM summed);
