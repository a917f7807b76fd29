-- Lay what people decided over what the grouping says, and make that what is believed from run $run
-- on. What stays the same keeps its own beginning. `new_placed` (ask -> theme or NULL),
-- `new_redirects` (theme -> theme or NULL) and `new_overrules` are people's standing events.
CREATE OR REPLACE TEMP TABLE told AS
WITH raw AS (
    SELECT
        ask.id AS ask_id,
        CASE WHEN placed.ask_id IS NULL THEN grouped.theme_id ELSE placed.theme_id END AS theme_id,
        CASE WHEN placed.ask_id IS NULL THEN grouped.confidence ELSE 1.0 END AS confidence
    FROM asks AS ask
    LEFT JOIN grouped ON grouped.ask_id = ask.id
    LEFT JOIN new_placed AS placed ON placed.ask_id = ask.id
    WHERE ask.excluded IS NULL
),
redirected AS (
    SELECT
        raw.ask_id, raw.confidence,
        CASE WHEN redirect.id IS NULL THEN raw.theme_id ELSE redirect.to_id END AS theme_id
    FROM raw LEFT JOIN new_redirects AS redirect ON redirect.id = raw.theme_id
)
SELECT ask_id, theme_id, confidence FROM redirected WHERE theme_id IS NOT NULL;

CREATE OR REPLACE TEMP TABLE unchanged AS
SELECT told.ask_id FROM told
JOIN assignments AS standing ON standing.ask_id = told.ask_id AND standing.to_run IS NULL
WHERE standing.theme_id = told.theme_id AND standing.confidence = told.confidence;

UPDATE assignments SET to_run = $run
WHERE to_run IS NULL AND NOT EXISTS (FROM unchanged WHERE unchanged.ask_id = assignments.ask_id);

INSERT INTO assignments
SELECT ask_id, theme_id, confidence, $run, NULL FROM told ANTI JOIN unchanged USING (ask_id);

-- A theme lives while an ask is in it, or a person keeps it.
CREATE OR REPLACE TEMP TABLE living AS
SELECT DISTINCT theme_id AS id FROM told UNION SELECT id FROM new_kept;

UPDATE themes SET retired_run = $run
WHERE retired_run IS NULL AND NOT EXISTS (FROM living WHERE living.id = themes.id);

UPDATE themes SET retired_run = NULL
WHERE retired_run IS NOT NULL AND EXISTS (FROM living WHERE living.id = themes.id);

UPDATE themes SET overrule = NULL, named = NULL, pinned = NULL WHERE overrule IS NOT NULL;

UPDATE themes SET overrule = said.overrule, named = said.named, pinned = said.pinned
FROM new_overrules AS said WHERE said.id = themes.id;

DELETE FROM redirects;
INSERT INTO redirects SELECT id, to_id FROM new_redirects;
