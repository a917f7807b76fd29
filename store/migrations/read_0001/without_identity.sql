-- Themes of a snapshot from before people could overrule: what was believed is what the grouping
-- said, and every theme was there from the beginning.
CREATE VIEW every_theme AS
SELECT
    * RENAME (floor AS min_similarity), NULL::TIMESTAMP AS born_at, 'active' AS state, NULL::TIMESTAMP AS since,
    NULL::VARCHAR AS overrule, NULL::VARCHAR AS named, NULL::BOOLEAN AS pinned,
    label AS grouped_label
FROM older_themes.themes
UNION ALL BY NAME
SELECT
    id, retired_run, id AS label, id AS grouped_label, []::VARCHAR[] AS keywords,
    []::VARCHAR[] AS quotes, 0.0 AS min_similarity
FROM older_themes.retired
ORDER BY id;

CREATE VIEW themes AS SELECT * FROM every_theme WHERE retired_run IS NULL ORDER BY id;
CREATE VIEW retired AS FROM older_themes.retired;
CREATE VIEW assignments AS
SELECT * RENAME (strength AS confidence) FROM older_themes.assignments;

CREATE VIEW runs AS
SELECT *, 'regroup' AS kind, 'grouping' AS who, NULL::INTEGER AS revision FROM older_themes.runs;

CREATE VIEW lineage AS SELECT *, NULL::VARCHAR AS who FROM older_themes.lineage;

CREATE VIEW grouped AS
SELECT ask_id, theme_id, strength AS confidence, (SELECT max(no) FROM older_themes.runs) AS run
FROM older_themes.assignments;

CREATE TABLE events (
    no INTEGER, noted_at TIMESTAMP, who VARCHAR, kind VARCHAR, theme_id VARCHAR, payload VARCHAR,
    run INTEGER
);
CREATE TABLE redirects (id VARCHAR, to_id VARCHAR);
CREATE TABLE assignment_history (
    ask_id VARCHAR, theme_id VARCHAR, confidence DOUBLE, from_run INTEGER, to_run INTEGER
);
CREATE TABLE commits (revision INTEGER, noted_at TIMESTAMP, snapshot INTEGER);
