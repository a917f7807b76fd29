-- Asks that were in two themes at one time, or until before they came, or by a run that never was.
WITH spans AS (
    SELECT theme_id, from_run, to_run, max(coalesce(to_run, 2147483647)) OVER (
        PARTITION BY ask_id ORDER BY from_run, to_run
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS until
    FROM assignments
)
SELECT theme_id AS name FROM spans WHERE until > from_run OR to_run <= from_run
UNION ALL
SELECT theme_id FROM assignments ANTI JOIN runs ON runs.no = assignments.from_run
UNION ALL
SELECT theme_id FROM assignments ANTI JOIN runs ON runs.no = assignments.to_run
WHERE to_run IS NOT NULL;
