-- Make `new_themes` and `new_assignments` what is believed from run $run on. A theme that is not
-- among them is retired; an assignment that stays the same keeps its own beginning.
CREATE OR REPLACE TEMP TABLE kept AS
SELECT theme.* FROM new_themes AS theme;

UPDATE themes SET retired_run = $run
WHERE retired_run IS NULL AND NOT EXISTS (FROM kept WHERE kept.id = themes.id);

INSERT INTO themes
SELECT id, label, keywords, quotes, floor, centroid, $run, NULL FROM kept
ANTI JOIN themes AS known USING (id);

UPDATE themes SET
    label = kept.label, keywords = kept.keywords, quotes = kept.quotes, floor = kept.floor,
    centroid = kept.centroid, retired_run = NULL
FROM kept WHERE kept.id = themes.id;

CREATE OR REPLACE TEMP TABLE believed AS
SELECT told.* FROM new_assignments AS told SEMI JOIN asks ON asks.id = told.ask_id
UNION ALL
-- What was erased has no words to group by: it stays counted where it was, while that theme lives.
SELECT standing.ask_id, standing.theme_id, standing.strength
FROM assignments AS standing
JOIN asks ON asks.id = standing.ask_id
SEMI JOIN erased ON erased.source = asks.source AND erased.key = asks.conversation_key
SEMI JOIN kept ON kept.id = standing.theme_id
ANTI JOIN new_assignments AS told ON told.ask_id = standing.ask_id
WHERE standing.to_run IS NULL;

UPDATE assignments SET to_run = $run
WHERE to_run IS NULL AND NOT EXISTS (
    FROM believed
    WHERE believed.ask_id = assignments.ask_id AND believed.theme_id = assignments.theme_id
        AND believed.strength = assignments.strength
);

INSERT INTO assignments
SELECT ask_id, theme_id, strength, $run, NULL FROM believed
ANTI JOIN (FROM assignments WHERE to_run IS NULL) AS standing USING (ask_id, theme_id);
