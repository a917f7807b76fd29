-- Excluded asks that count in a theme, though they were excluded before the newest run.
WITH newest AS (SELECT coalesce(max(revision), 0) AS revision FROM runs)
SELECT theme_id AS name
FROM assignments
JOIN ask_ledger AS noted ON noted.id = ask_id AND noted.to_revision IS NULL
CROSS JOIN newest
WHERE to_run IS NULL AND excluded IS NOT NULL AND from_revision < newest.revision;
