-- A store from before people could overrule: what was believed is what the grouping said.
INSERT INTO grouped
SELECT ask_id, theme_id, strength, from_run FROM assignments WHERE to_run IS NULL;

UPDATE themes SET state = 'active' WHERE state IS NULL;

INSERT INTO theme_versions
SELECT id, born_run, NULL, label, keywords, floor, centroid, state, NULL, NULL
FROM themes WHERE retired_run IS NULL;
