-- Asks that are known but not noted so, and the other way round.
WITH noted AS (
    SELECT id, asked_at, language, excluded FROM ask_ledger WHERE to_revision IS NULL
),
known AS (SELECT id, asked_at, language, excluded FROM asks)
SELECT NULL AS name FROM (FROM noted EXCEPT FROM known)
UNION ALL
SELECT NULL FROM (FROM known EXCEPT FROM noted);
