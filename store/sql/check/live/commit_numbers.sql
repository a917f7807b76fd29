-- Writings that are noted twice, or after the newest.
SELECT revision::VARCHAR AS name FROM commits
GROUP BY revision HAVING count(*) > 1 OR revision IS NULL
UNION ALL
SELECT newest::VARCHAR FROM (SELECT max(revision) AS newest FROM commits)
WHERE newest <> (
    SELECT coalesce(max(value::INTEGER), 0) FROM meta WHERE name = 'revision'
);
