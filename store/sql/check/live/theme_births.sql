-- Ids that were given to a second theme, and themes of runs that never were.
SELECT theme_id AS name FROM lineage WHERE kind = 'born' GROUP BY theme_id HAVING count(*) > 1
UNION ALL
SELECT id FROM themes ANTI JOIN runs ON runs.no = themes.born_run
UNION ALL
SELECT id FROM themes ANTI JOIN runs ON runs.no = themes.retired_run
WHERE retired_run IS NOT NULL
UNION ALL
SELECT id FROM themes WHERE retired_run < born_run;
