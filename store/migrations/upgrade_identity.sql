-- A store from before people could overrule: what was believed is what the grouping said.
INSERT INTO grouped
SELECT ask_id, theme_id, strength, from_run FROM assignments WHERE to_run IS NULL;

UPDATE themes SET state = 'active' WHERE state IS NULL;

INSERT INTO theme_versions
SELECT id, born_run, NULL, label, keywords, floor, centroid, state, NULL, NULL, names
FROM themes LEFT JOIN theme_names ON theme_id = id WHERE retired_run IS NULL;

INSERT INTO area_versions
SELECT id, names, theme_ids, (SELECT coalesce(max(no), 0) FROM runs), NULL FROM areas;
