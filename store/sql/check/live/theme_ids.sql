-- Ids of themes that stand twice: an id is given once and never again.
SELECT id AS name FROM themes GROUP BY id HAVING count(*) > 1 OR id IS NULL;
