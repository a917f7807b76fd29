-- How many asks the grouping alone has in each theme.
SELECT theme_id, count(*) AS asks FROM themes.grouped GROUP BY theme_id ORDER BY theme_id;
