-- Ids of asks that stand twice.
SELECT NULL AS name FROM asks GROUP BY id HAVING count(*) > 1 OR id IS NULL;
