-- What rankings filter and break down by, of every live theme: its area, what people say of it, its
-- names, and (where $with_kinds) the kinds of its asks over [$start, $end).
WITH asks_by_kind AS (
    SELECT theme_id, kind, count(*) AS asks
    FROM counted.asks
    WHERE $with_kinds AND theme_id IS NOT NULL AND kind IS NOT NULL AND excluded IS NULL
        AND ($start IS NULL OR (asked_at >= $start AND asked_at < $end))
    GROUP BY theme_id, kind
),
kinds_in_period AS (
    SELECT theme_id, list({kind: kind, asks: asks} ORDER BY kind) AS kinds
    FROM asks_by_kind
    GROUP BY theme_id
)
SELECT
    theme.id, theme.label, theme.keywords, theme.state, theme.since, theme.overrule, names, area,
    kinds, NULL AS languages, 0 AS asks, 0 AS conversations, 0 AS customers, 0 AS before
FROM themes.themes AS theme
LEFT JOIN theme_names AS named ON named.theme_id = theme.id
LEFT JOIN (SELECT id AS area, unnest(theme_ids) AS theme_id FROM areas) AS placed
    ON placed.theme_id = theme.id
LEFT JOIN kinds_in_period AS sorted ON sorted.theme_id = theme.id
ORDER BY theme.id;
