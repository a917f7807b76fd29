-- Living themes that are not shown, and themes that are shown and do not live.
WITH shown AS (SELECT DISTINCT theme_id AS id FROM theme_versions WHERE to_run IS NULL),
living AS (SELECT id FROM themes WHERE retired_run IS NULL)
SELECT id AS name FROM (FROM shown EXCEPT FROM living)
UNION ALL
SELECT id FROM (FROM living EXCEPT FROM shown);
