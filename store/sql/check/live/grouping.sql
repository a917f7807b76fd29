-- Asks that the grouping put in two themes, in one that nobody knows, or in a run that never was.
SELECT NULL AS name FROM grouped GROUP BY ask_id HAVING count(*) > 1 OR ask_id IS NULL
UNION ALL
SELECT theme_id FROM grouped ANTI JOIN themes ON themes.id = grouped.theme_id
UNION ALL
SELECT theme_id FROM grouped ANTI JOIN runs ON runs.no = grouped.run;
