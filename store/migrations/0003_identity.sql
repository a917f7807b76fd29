-- What makes themes keep their identity: who said what when. Stores of schema 1 may have all of this:
-- every statement may run again, and changes nothing where the last table, `ask_ledger`, is there.
ALTER TABLE runs ADD COLUMN IF NOT EXISTS kind VARCHAR;      -- 'regroup', 'assign' or 'people'
ALTER TABLE runs ADD COLUMN IF NOT EXISTS who VARCHAR;
ALTER TABLE runs ADD COLUMN IF NOT EXISTS revision INTEGER;  -- of the writing it was kept with
UPDATE runs SET kind = 'regroup', who = 'grouping' WHERE kind IS NULL;

-- When a theme was born (NULL: it was there from the beginning, and never was emerging), its state at
-- the newest run and since when.
ALTER TABLE themes ADD COLUMN IF NOT EXISTS born_at TIMESTAMP;
ALTER TABLE themes ADD COLUMN IF NOT EXISTS state VARCHAR;
ALTER TABLE themes ADD COLUMN IF NOT EXISTS since TIMESTAMP;
-- What people say of it (JSON), and the name they gave it.
ALTER TABLE themes ADD COLUMN IF NOT EXISTS overrule VARCHAR;
ALTER TABLE themes ADD COLUMN IF NOT EXISTS named VARCHAR;
ALTER TABLE themes ADD COLUMN IF NOT EXISTS pinned BOOLEAN;
ALTER TABLE lineage ADD COLUMN IF NOT EXISTS who VARCHAR;

-- What the grouping alone says; `assignments` is this with people's events laid over it.
CREATE TABLE IF NOT EXISTS grouped (
    ask_id VARCHAR, theme_id VARCHAR, strength DOUBLE, run INTEGER  -- that put it there
);
CREATE TABLE IF NOT EXISTS events (
    no INTEGER, noted_at TIMESTAMP, who VARCHAR, kind VARCHAR, theme_id VARCHAR, told VARCHAR, run INTEGER
);
CREATE TABLE IF NOT EXISTS redirects (id VARCHAR, to_id VARCHAR);

-- Bitemporal like assignments: each theme as it was shown, and its centroid, from which run until
-- which (NULL: still). A theme that no row holds open was not live.
CREATE TABLE IF NOT EXISTS theme_versions (
    theme_id VARCHAR, from_run INTEGER, to_run INTEGER, label VARCHAR, keywords VARCHAR[],
    floor DOUBLE, centroid FLOAT[], state VARCHAR, since TIMESTAMP, overrule VARCHAR,
    names STRUCT(language VARCHAR, label VARCHAR, keywords VARCHAR[])[]
);
-- The areas as they were shown: the grouping's, with the themes that people put elsewhere.
CREATE TABLE IF NOT EXISTS area_versions (
    id VARCHAR, names STRUCT(language VARCHAR, label VARCHAR, keywords VARCHAR[])[],
    theme_ids VARCHAR[], from_run INTEGER, to_run INTEGER
);

-- A store from before people could overrule: what was believed is what the grouping said.
INSERT INTO grouped
SELECT ask_id, theme_id, strength, from_run FROM assignments WHERE to_run IS NULL AND NOT EXISTS (
    FROM duckdb_tables()
    WHERE database_name = current_database() AND table_name = 'ask_ledger'
);

UPDATE themes SET state = 'active' WHERE state IS NULL AND NOT EXISTS (
    FROM duckdb_tables()
    WHERE database_name = current_database() AND table_name = 'ask_ledger'
);

INSERT INTO theme_versions
SELECT id, born_run, NULL, label, keywords, floor, centroid, state, NULL, NULL, names
FROM themes LEFT JOIN theme_names ON theme_id = id WHERE retired_run IS NULL AND NOT EXISTS (
    FROM duckdb_tables()
    WHERE database_name = current_database() AND table_name = 'ask_ledger'
);

INSERT INTO area_versions
SELECT id, names, theme_ids, (SELECT coalesce(max(no), 0) FROM runs), NULL FROM areas WHERE NOT EXISTS (
    FROM duckdb_tables()
    WHERE database_name = current_database() AND table_name = 'ask_ledger'
);

-- Every writing, and which asks were known from which until which: no words, only what is counted.
CREATE TABLE IF NOT EXISTS commits (revision INTEGER, noted_at TIMESTAMP, snapshot INTEGER);
CREATE TABLE IF NOT EXISTS ask_ledger (
    id VARCHAR, source VARCHAR, conversation_key VARCHAR, conversation_id VARCHAR,
    asked_at TIMESTAMP, language VARCHAR, excluded VARCHAR, from_revision INTEGER,
    to_revision INTEGER
);
