-- Every theme's counts over [$start, $end), and over [$before, $start) for the change.
-- NULL bounds mean everything, asks without a time included.
WITH asks_once_joined AS (
    -- Named here, so that what three expressions read is joined once.
    SELECT id, source, conversation_key, customer, asked_at, language, theme_id FROM themed_asks
),
first_asks AS (
    -- A conversation counts once per theme, at the time of its first ask there.
    SELECT theme_id, source, conversation_key,
           min(asked_at) AS first_at, any_value(customer) AS customer
    FROM asks_once_joined
    GROUP BY theme_id, source, conversation_key
),
conversations_in_period AS (
    SELECT theme_id, count(*) AS conversations, count(DISTINCT customer) AS customers
    FROM first_asks
    WHERE $start IS NULL OR (first_at >= $start AND first_at < $end)
    GROUP BY theme_id
),
conversations_before AS (
    SELECT theme_id, count(*) AS before
    FROM first_asks
    WHERE first_at >= $before AND first_at < $start
    GROUP BY theme_id
),
asks_by_language AS (
    SELECT theme_id, language, count(*) AS asks
    FROM asks_once_joined
    WHERE $start IS NULL OR (asked_at >= $start AND asked_at < $end)
    GROUP BY theme_id, language
),
asks_by_kind AS (
    SELECT theme_id, kind, count(*) AS asks
    FROM asks_once_joined AS ask JOIN ask_kinds AS known ON known.ask_id = ask.id
    WHERE $start IS NULL OR (asked_at >= $start AND asked_at < $end)
    GROUP BY theme_id, kind
),
kinds_in_period AS (
    SELECT theme_id, list({kind: kind, asks: asks} ORDER BY kind) AS kinds
    FROM asks_by_kind
    GROUP BY theme_id
),
asks_in_period AS (
    SELECT theme_id, sum(asks)::BIGINT AS asks,
           list({language: language, asks: asks} ORDER BY asks DESC, language) AS languages
    FROM asks_by_language
    GROUP BY theme_id
)
SELECT
    theme.id, theme.label, theme.keywords, theme.quotes,
    coalesce(asks, 0) AS asks,
    coalesce(conversations, 0) AS conversations,
    coalesce(customers, 0) AS customers,
    coalesce(before, 0) AS before,
    theme.state, theme.since, theme.overrule,
    languages, kinds,
    names, area
FROM themes.themes AS theme
LEFT JOIN theme_names AS named ON named.theme_id = theme.id
LEFT JOIN (SELECT id AS area, unnest(theme_ids) AS theme_id FROM areas) AS placed
    ON placed.theme_id = theme.id
LEFT JOIN conversations_in_period AS counted ON counted.theme_id = theme.id
LEFT JOIN conversations_before AS earlier ON earlier.theme_id = theme.id
LEFT JOIN asks_in_period AS asked ON asked.theme_id = theme.id
LEFT JOIN kinds_in_period AS sorted ON sorted.theme_id = theme.id
WHERE coalesce(asks, 0) + coalesce(conversations, 0) > 0
ORDER BY conversations DESC, asks DESC, theme.label, theme.id;
