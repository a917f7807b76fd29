-- Notes about the store that stand twice.
SELECT name FROM meta GROUP BY name HAVING count(*) > 1;
