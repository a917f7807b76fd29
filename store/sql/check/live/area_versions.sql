-- Areas that were shown two ways at one time, or until before they were shown.
WITH spans AS (
    SELECT id, from_run, to_run, max(coalesce(to_run, 2147483647)) OVER (
        PARTITION BY id ORDER BY from_run, to_run
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS until
    FROM area_versions
)
SELECT id AS name FROM spans WHERE until > from_run OR to_run <= from_run OR from_run IS NULL;
