-- Themes that were shown two ways at one time, or until before they were shown.
WITH spans AS (
    SELECT theme_id, from_run, to_run, max(coalesce(to_run, 2147483647)) OVER (
        PARTITION BY theme_id ORDER BY from_run, to_run
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS until
    FROM theme_versions
)
SELECT theme_id AS name FROM spans
WHERE until > from_run OR to_run <= from_run OR from_run IS NULL;
