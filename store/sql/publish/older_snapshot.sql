-- The themes of a snapshot that was published before people could overrule, as they are asked for
-- today: `older` is that snapshot's part, `themes` an empty database in memory.
CREATE TABLE themes.every_theme AS
SELECT
    *, NULL::TIMESTAMP AS born_at, 'active' AS state, NULL::TIMESTAMP AS since,
    NULL::VARCHAR AS overrule, NULL::VARCHAR AS named, NULL::BOOLEAN AS pinned,
    label AS grouped_label
FROM older.themes
UNION ALL BY NAME
SELECT
    id, retired_run, id AS label, id AS grouped_label, []::VARCHAR[] AS keywords,
    []::VARCHAR[] AS quotes, 0.0 AS floor
FROM older.retired
ORDER BY id;

CREATE TABLE themes.themes AS
SELECT * FROM themes.every_theme WHERE retired_run IS NULL ORDER BY id;

CREATE TABLE themes.retired AS FROM older.retired;
CREATE TABLE themes.assignments AS FROM older.assignments;

CREATE TABLE themes.runs AS
SELECT *, 'regroup' AS kind, 'grouping' AS who, NULL::INTEGER AS revision FROM older.runs;

CREATE TABLE themes.lineage AS SELECT *, NULL::VARCHAR AS who FROM older.lineage;

CREATE TABLE themes.grouped AS
SELECT ask_id, theme_id, strength, (SELECT max(no) FROM older.runs) AS run FROM older.assignments;

CREATE TABLE themes.events (
    no INTEGER, noted_at TIMESTAMP, who VARCHAR, kind VARCHAR, theme_id VARCHAR, told VARCHAR,
    run INTEGER
);
CREATE TABLE themes.redirects (id VARCHAR, to_id VARCHAR);
CREATE TABLE themes.assignment_history (
    ask_id VARCHAR, theme_id VARCHAR, strength DOUBLE, from_run INTEGER, to_run INTEGER
);
CREATE TABLE themes.commits (revision INTEGER, noted_at TIMESTAMP, snapshot INTEGER);
