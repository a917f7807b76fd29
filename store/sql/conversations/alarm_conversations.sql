-- The conversations behind an alarm over [$start, $end), oldest first: $sort is 'theme', 'all',
-- 'language' or 'channel', $name which one. `total` and `customers` are of all of them.
WITH first_asks AS (
    SELECT DISTINCT ON (ask.source, ask.conversation_key)
        ask.source, ask.conversation_key, ask.conversation_id, ask.url, ask.asked_at, ask.text,
        ask.language, ask.channel, ask.plan, ask.customer
    FROM conversations.asks AS ask
    LEFT JOIN themes.assignments AS assignment ON assignment.ask_id = ask.id
    WHERE ask.excluded IS NULL AND ($sort <> 'theme' OR assignment.theme_id = $name)
    ORDER BY ask.source, ask.conversation_key, ask.asked_at NULLS LAST, ask.id
)
SELECT
    conversation_id, url, asked_at, text, language, channel, plan,
    count(*) OVER () AS total,
    count(DISTINCT customer) OVER () AS customers
FROM first_asks
WHERE asked_at >= $start AND asked_at < $end
    AND CASE $sort WHEN 'language' THEN language = $name
                   WHEN 'channel' THEN channel = $name ELSE true END
ORDER BY asked_at, source, conversation_id;
