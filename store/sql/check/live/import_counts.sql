-- Imports whose counts do not add up, or whose unreadable rows are not those counted.
WITH listed AS (SELECT import_no AS no, count(*) AS rows FROM rejected GROUP BY import_no)
SELECT id AS name FROM imports LEFT JOIN listed USING (no)
WHERE (read = new + updated + unchanged + rejected) IS DISTINCT FROM true
    OR (removed_at IS NULL AND coalesce(listed.rows, 0) <> rejected);
