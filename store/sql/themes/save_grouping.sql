-- Keep what run $run grouped: `new_themes`, and `new_assignments` for the asks in `seen`. Asks that
-- the run did not see keep what another run said of them.
CREATE OR REPLACE TEMP TABLE kept AS
SELECT theme.* FROM new_themes AS theme;

INSERT INTO themes BY NAME
SELECT kept.*, $run AS born_run, 'active' AS state FROM kept
ANTI JOIN themes AS known ON known.id = kept.id;

UPDATE themes SET
    label = kept.label, keywords = kept.keywords, quotes = kept.quotes, min_similarity = kept.min_similarity,
    centroid = kept.centroid
FROM kept WHERE kept.id = themes.id;

-- A regrouping has a space of its own, in which the centroids of other themes mean nothing.
UPDATE themes SET centroid = NULL
WHERE $is_regroup AND NOT EXISTS (FROM kept WHERE kept.id = themes.id);

-- What was erased has no words to group by: it stays counted where it was, while that theme lives.
DELETE FROM grouped
WHERE $is_regroup AND NOT EXISTS (FROM kept WHERE kept.id = grouped.theme_id) AND EXISTS (
    FROM asks
    JOIN erased ON erased.source = asks.source AND erased.key = asks.conversation_key
    WHERE asks.id = grouped.ask_id
);

DELETE FROM grouped
WHERE EXISTS (FROM seen WHERE seen.ask_id = grouped.ask_id)
    OR NOT EXISTS (FROM asks WHERE asks.id = grouped.ask_id);

INSERT INTO grouped
SELECT told.ask_id, told.theme_id, told.confidence, $run
FROM new_assignments AS told SEMI JOIN asks ON asks.id = told.ask_id;
