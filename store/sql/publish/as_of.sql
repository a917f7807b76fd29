-- The store as it was known with revision $revision: `known` is the newest snapshot, whose history
-- holds what was believed when. Asks that are gone since are counted, without their words.
CREATE TABLE conversations.asks AS
SELECT
    ledger.id, ledger.source, ledger.conversation_key, ledger.conversation_id,
    coalesce(ask.part, 0) AS part, ledger.asked_at, coalesce(ask.text, '') AS text,
    coalesce(ask.clean_text, '') AS clean_text, ledger.language, ledger.excluded,
    ask.* EXCLUDE (
        id, source, conversation_key, conversation_id, part, asked_at, text, clean_text, language,
        excluded
    )
FROM known_conversations.ask_ledger AS ledger
LEFT JOIN known_conversations.asks AS ask ON ask.id = ledger.id
WHERE ledger.from_revision <= $revision
    AND (ledger.to_revision IS NULL OR ledger.to_revision > $revision)
ORDER BY ledger.asked_at, ledger.id;

CREATE TABLE themes.runs AS
SELECT * FROM known_themes.runs WHERE revision IS NULL OR revision <= $revision ORDER BY no;

CREATE TABLE themes.assignments AS
SELECT told.ask_id, told.theme_id, told.confidence
FROM known_themes.assignment_history AS told
WHERE told.from_run <= (SELECT max(no) FROM themes.runs)
    AND (told.to_run IS NULL OR told.to_run > (SELECT max(no) FROM themes.runs))
ORDER BY theme_id, confidence DESC, ask_id;

CREATE TABLE themes.every_theme AS
SELECT theme.* REPLACE (
    coalesce(version.label, theme.label) AS label,
    coalesce(version.keywords, theme.keywords) AS keywords,
    version.min_similarity AS min_similarity, version.centroid AS centroid, version.state AS state,
    version.since AS since, version.overrule AS overrule,
    CASE WHEN version.theme_id IS NULL THEN 0 END AS retired_run
)
FROM known_themes.every_theme AS theme
LEFT JOIN known_themes.theme_versions AS version
    ON version.theme_id = theme.id
    AND version.from_run <= (SELECT max(no) FROM themes.runs)
    AND (version.to_run IS NULL OR version.to_run > (SELECT max(no) FROM themes.runs))
WHERE theme.born_run <= (SELECT max(no) FROM themes.runs)
ORDER BY theme.id;

CREATE TABLE themes.themes AS
SELECT * FROM themes.every_theme WHERE retired_run IS NULL ORDER BY id;

CREATE TABLE themes.lineage AS
SELECT * FROM known_themes.lineage WHERE run <= (SELECT max(no) FROM themes.runs);

CREATE TABLE themes.events AS
SELECT * FROM known_themes.events WHERE run <= (SELECT max(no) FROM themes.runs);

CREATE TABLE themes.redirects AS SELECT * FROM known_themes.redirects WHERE false;
