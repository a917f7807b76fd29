-- The part of a snapshot that groupings change.
CREATE TABLE themes.themes AS
SELECT * FROM main.themes WHERE retired_run IS NULL ORDER BY id;

CREATE TABLE themes.retired AS
SELECT id, retired_run FROM main.themes WHERE retired_run IS NOT NULL ORDER BY id;

CREATE TABLE themes.assignments AS
SELECT ask_id, theme_id, strength FROM main.assignments WHERE to_run IS NULL
ORDER BY theme_id, strength DESC, ask_id;

CREATE TABLE themes.lineage AS FROM main.lineage ORDER BY run, theme_id, kind, other_id;
CREATE TABLE themes.ask_kinds AS FROM main.ask_kinds ORDER BY ask_id;
CREATE TABLE themes.runs AS FROM main.runs ORDER BY no;

CREATE TABLE themes.theme_names AS FROM main.theme_names ORDER BY theme_id;
CREATE TABLE themes.areas AS FROM main.areas ORDER BY id;
