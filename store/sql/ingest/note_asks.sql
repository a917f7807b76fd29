-- Write down which asks are known from this writing ($revision) on, and which no longer.
CREATE OR REPLACE TEMP TABLE still_known AS
SELECT known.id FROM ask_ledger AS known JOIN asks AS ask USING (id)
WHERE known.to_revision IS NULL
    AND known.asked_at IS NOT DISTINCT FROM ask.asked_at
    AND known.language IS NOT DISTINCT FROM ask.language
    AND known.excluded IS NOT DISTINCT FROM ask.excluded;

UPDATE ask_ledger SET to_revision = $revision
WHERE to_revision IS NULL AND NOT EXISTS (FROM still_known WHERE still_known.id = ask_ledger.id);

INSERT INTO ask_ledger BY NAME
SELECT
    id, source, conversation_key, conversation_id, asked_at, language, excluded,
    $revision AS from_revision
FROM asks ANTI JOIN still_known USING (id);
