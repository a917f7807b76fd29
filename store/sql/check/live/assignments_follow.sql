-- Asks that count elsewhere than the grouping and the standing decisions say (`standing_places`:
-- ask -> theme, `standing_redirects`: theme -> theme). Asks that came or changed since the newest
-- run wait for the next.
WITH newest AS (SELECT coalesce(max(revision), 0) AS revision FROM runs),
settled AS (
    SELECT asks.id AS ask_id, asks.excluded FROM asks
    JOIN ask_ledger AS noted ON noted.id = asks.id AND noted.to_revision IS NULL
    WHERE from_revision < (SELECT revision FROM newest)
),
placed AS (
    SELECT settled.ask_id, CASE WHEN place.ask_id IS NULL THEN grouped.theme_id ELSE place.theme_id
        END AS theme_id
    FROM settled
    LEFT JOIN grouped ON grouped.ask_id = settled.ask_id
    LEFT JOIN standing_places AS place ON place.ask_id = settled.ask_id
    WHERE excluded IS NULL
),
expected AS (
    SELECT ask_id, CASE WHEN redirect.id IS NULL THEN theme_id ELSE redirect.to_id END AS theme_id
    FROM placed LEFT JOIN standing_redirects AS redirect ON redirect.id = placed.theme_id
),
wanted AS (SELECT ask_id, theme_id FROM expected WHERE theme_id IS NOT NULL),
believed AS (
    SELECT ask_id, theme_id FROM assignments SEMI JOIN settled USING (ask_id)
    WHERE to_run IS NULL AND ask_id IN (SELECT ask_id FROM settled WHERE excluded IS NULL)
)
SELECT theme_id AS name FROM (FROM wanted EXCEPT FROM believed)
UNION ALL
SELECT theme_id FROM (FROM believed EXCEPT FROM wanted);
