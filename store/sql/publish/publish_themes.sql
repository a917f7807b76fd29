-- The part of a snapshot that groupings and people change. `every_theme` holds the dead ones too: an
-- id answers for ever. `themes` are the live ones, under the name people gave them.
CREATE TABLE themes.every_theme AS
SELECT * REPLACE (coalesce(named, label) AS label), label AS grouped_label
FROM main.themes ORDER BY id;

CREATE TABLE themes.themes AS
SELECT * FROM themes.every_theme WHERE retired_run IS NULL ORDER BY id;

CREATE TABLE themes.retired AS
SELECT id, retired_run FROM main.themes WHERE retired_run IS NOT NULL ORDER BY id;

CREATE TABLE themes.assignments AS
SELECT ask_id, theme_id, confidence FROM main.assignments WHERE to_run IS NULL
ORDER BY theme_id, confidence DESC, ask_id;

CREATE TABLE themes.lineage AS FROM main.lineage ORDER BY run, theme_id, kind, other_id;
CREATE TABLE themes.ask_kinds AS FROM main.ask_kinds ORDER BY ask_id;
CREATE TABLE themes.runs AS FROM main.runs ORDER BY no;

CREATE TABLE themes.grouped AS FROM main.grouped ORDER BY ask_id;
CREATE TABLE themes.events AS FROM main.events ORDER BY no;
CREATE TABLE themes.redirects AS FROM main.redirects ORDER BY id;
CREATE TABLE themes.assignment_history AS
FROM main.assignments ORDER BY from_run, theme_id, ask_id;
CREATE TABLE themes.theme_versions AS FROM main.theme_versions ORDER BY from_run, theme_id;
CREATE TABLE themes.commits AS FROM main.commits ORDER BY revision;
CREATE TABLE themes.theme_names AS FROM main.theme_names ORDER BY theme_id;
CREATE TABLE themes.areas AS
SELECT id, names, theme_ids FROM main.area_versions WHERE to_run IS NULL ORDER BY id;

CREATE TABLE themes.grouped_areas AS FROM main.areas ORDER BY id;
CREATE TABLE themes.area_versions AS FROM main.area_versions ORDER BY from_run, id;
