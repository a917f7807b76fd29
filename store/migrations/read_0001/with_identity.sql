-- Themes with their identity, as a snapshot of schema 1 holds them: `older_themes` is the part.
CREATE VIEW every_theme AS SELECT * RENAME (floor AS min_similarity) FROM older_themes.every_theme;
CREATE VIEW themes AS SELECT * RENAME (floor AS min_similarity) FROM older_themes.themes;
CREATE VIEW retired AS FROM older_themes.retired;
CREATE VIEW assignments AS
SELECT * RENAME (strength AS confidence) FROM older_themes.assignments;
CREATE VIEW assignment_history AS
SELECT * RENAME (strength AS confidence) FROM older_themes.assignment_history;
CREATE VIEW grouped AS
SELECT * RENAME (strength AS confidence) FROM older_themes.grouped;
CREATE VIEW runs AS FROM older_themes.runs;
CREATE VIEW lineage AS FROM older_themes.lineage;
CREATE VIEW events AS SELECT * RENAME (told AS payload) FROM older_themes.events;
CREATE VIEW redirects AS FROM older_themes.redirects;
CREATE VIEW theme_versions AS
SELECT * RENAME (floor AS min_similarity) FROM older_themes.theme_versions;
CREATE VIEW area_versions AS FROM older_themes.area_versions;
CREATE VIEW commits AS FROM older_themes.commits;
