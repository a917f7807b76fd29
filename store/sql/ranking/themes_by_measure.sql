-- What every theme brought over [$start, $end) and over [$before, $start), by customer and broken
-- down by $split (NULL: not at all), among the conversations that the filters let through.
-- A conversation counts at its first ask in the theme; with a language or split by one, at its
-- first ask there in that language; split by kind, at its first of that kind. So parts by language,
-- kind, tag or group may add up to more than the whole.
WITH first_asks AS (
    SELECT
        *, theme_id AS unit, coalesce(first_at < $start, false) AS is_before
    FROM let_through('counted.conversations', $filters)
    WHERE ($start IS NULL OR (first_at >= coalesce($before, $start) AND first_at < $end))
        AND CASE
            WHEN $filters.language IS NOT NULL THEN is_first_in_language OR $split = 'kind'
            WHEN $split = 'language' THEN is_first_in_language
            WHEN $split = 'kind' THEN is_first_of_kind
            ELSE is_first
        END
),
in_parts AS (
    FROM break_down('first_asks', $split, $attribute_split)
)
FROM sum_by_customer('in_parts', $plans, $worths)
SEMI JOIN themes.themes AS theme ON theme.id = theme_id
ORDER BY theme_id, part, is_before;
