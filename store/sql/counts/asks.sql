-- How many asks are not excluded.
SELECT count(*) AS asks FROM voice.asks WHERE excluded IS NULL;
