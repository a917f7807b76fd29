-- Nobody noted yet what was known when.
CREATE TABLE ask_ledger (
    id VARCHAR, source VARCHAR, conversation_key VARCHAR, conversation_id VARCHAR,
    asked_at TIMESTAMP, language VARCHAR, excluded VARCHAR, from_revision INTEGER,
    to_revision INTEGER
);
CREATE TABLE commits (revision INTEGER, noted_at TIMESTAMP, snapshot INTEGER);
