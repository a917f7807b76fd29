-- The $most most telling asks of every theme over [$start, $end): different in words, and first one
-- of each language the theme is really asked in (a tenth of its asks, or more).
WITH asks_in_period AS (
    SELECT ask.*, coalesce(list_position(theme.quotes, ask.id), 1_000_000) AS centrality
    FROM themed_asks AS ask JOIN themes.themes AS theme ON theme.id = ask.theme_id
    WHERE ask.clean_text <> ''  -- not what was erased
        AND ($start IS NULL OR (ask.asked_at >= $start AND ask.asked_at < $end))
),
weighed AS (
    SELECT *,
        count(*) OVER (PARTITION BY theme_id, language) AS spoken,
        count(*) OVER (PARTITION BY theme_id) AS asks
    FROM asks_in_period
),
different AS (
    SELECT * FROM weighed
    QUALIFY row_number() OVER (
        PARTITION BY theme_id, lower(clean_text) ORDER BY centrality, confidence DESC, asked_at, id
    ) = 1
),
in_rounds AS (
    SELECT *, row_number() OVER (
        PARTITION BY theme_id, language ORDER BY centrality, confidence DESC, asked_at, id
    ) + CASE WHEN spoken < asks / 10 THEN $most ELSE 0 END AS round
    FROM different
)
SELECT theme_id, conversation_id, url, asked_at, language, text
FROM in_rounds
QUALIFY row_number() OVER (PARTITION BY theme_id ORDER BY round, spoken DESC, language, id) <= $most
ORDER BY theme_id, round, spoken DESC, language, id;
