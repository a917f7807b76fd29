-- How many asks are not excluded.
SELECT count(*) AS asks FROM conversations.asks WHERE excluded IS NULL;
