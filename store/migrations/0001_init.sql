-- The live database. No keys or indexes: rows are upserted by anti-join in bulk, and a log with
-- indexes in it may not replay after a kill.
CREATE TABLE meta (name VARCHAR, value VARCHAR);

CREATE TABLE imports (
    no INTEGER, id VARCHAR, source VARCHAR, file VARCHAR, imported_at TIMESTAMP, understood VARCHAR,
    read INTEGER, new INTEGER, updated INTEGER, unchanged INTEGER, rejected INTEGER,
    removed_at TIMESTAMP
);
CREATE TABLE rejected (import_no INTEGER, seq INTEGER, place VARCHAR, reason VARCHAR);

-- One row for each import that brought something new; the newest that says something wins.
CREATE TABLE conversation_versions (
    import_no INTEGER, round INTEGER, source VARCHAR, key VARCHAR, id VARCHAR,
    channel VARCHAR, subject VARCHAR, url VARCHAR, page VARCHAR, status VARCHAR,
    created_at TIMESTAMP, closed_at TIMESTAMP, spam BOOLEAN,
    customer VARCHAR, plan VARCHAR, country VARCHAR, attributes VARCHAR,
    tags VARCHAR[], rating DOUBLE
);
CREATE TABLE message_versions (
    import_no INTEGER, round INTEGER, source VARCHAR, conversation_key VARCHAR, key VARCHAR,
    id VARCHAR, position INTEGER, written_at TIMESTAMP, author VARCHAR, agent VARCHAR,
    agent_group VARCHAR, public BOOLEAN, text VARCHAR
);
-- An import saw what was already known: removing the import that brought it must not lose it.
-- message_key is '' for the conversation itself.
CREATE TABLE sightings (
    import_no INTEGER, source VARCHAR, conversation_key VARCHAR, message_key VARCHAR
);

-- Which conversations have been cut into asks, by which version of ingest.
CREATE TABLE cut (source VARCHAR, key VARCHAR, ingest_version INTEGER);
CREATE TABLE asks (
    id VARCHAR, source VARCHAR, conversation_key VARCHAR, conversation_id VARCHAR, part INTEGER,
    asked_at TIMESTAMP, text VARCHAR, heard VARCHAR, language VARCHAR, excluded VARCHAR
);

CREATE TABLE runs (
    no INTEGER, run_at TIMESTAMP, model VARCHAR, fingerprint VARCHAR, settings VARCHAR,
    space BLOB
);
CREATE TABLE themes (
    id VARCHAR, label VARCHAR, keywords VARCHAR[], quotes VARCHAR[], floor DOUBLE,
    centroid FLOAT[], born_run INTEGER, retired_run INTEGER
);
-- Bitemporal: what was believed from which run until which (NULL: still).
CREATE TABLE assignments (
    ask_id VARCHAR, theme_id VARCHAR, strength DOUBLE, from_run INTEGER, to_run INTEGER
);
CREATE TABLE lineage (
    run INTEGER, noted_at TIMESTAMP, kind VARCHAR, theme_id VARCHAR, other_id VARCHAR, moved INTEGER
);
