-- themes_by_measure.sql for areas: $themes[i] lies in $areas[i] and, where themes are what is broken
-- down, in part $theme_parts[i]. A conversation counts once per area and part, at its first ask in
-- any of its themes.
WITH themes_of_areas AS (
    SELECT unnest($themes::VARCHAR[]) AS theme_id, unnest($areas::VARCHAR[]) AS area,
           unnest($theme_parts::VARCHAR[]) AS theme_part
),
asks_in_areas AS (
    SELECT *
    FROM let_through('counted.conversations', $filters) JOIN themes_of_areas USING (theme_id)
    WHERE $start IS NULL OR first_at < $end
),
once_per_area AS (
    SELECT
        area AS unit, coalesce(theme_part, in_parts.part) AS part, min(first_at) AS first_at,
        any_value(customer_no) AS customer_no, any_value(plan) AS plan,
        any_value(messages) AS messages, any_value(rating) AS rating
    FROM break_down('asks_in_areas', $split, $attribute_split) AS in_parts
    GROUP BY area, coalesce(theme_part, in_parts.part), conversation_no
),
first_asks AS (
    SELECT *, coalesce(first_at < $start, false) AS is_before
    FROM once_per_area
    WHERE $start IS NULL OR first_at >= coalesce($before, $start)
)
FROM sum_by_customer('first_asks', $plans, $worths);
