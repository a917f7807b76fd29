-- One round: tell new, changed and known apart, keep what says something new, and note the rest as
-- seen. Parameters: $round, $import_no.
CREATE OR REPLACE TEMP TABLE arrived AS
SELECT * FROM staged_conversations WHERE round = $round;

CREATE OR REPLACE TEMP TABLE known_conversations AS
SELECT * FROM conversation_now SEMI JOIN arrived USING (source, key);

CREATE OR REPLACE TEMP TABLE known_messages AS
SELECT known.* FROM message_now AS known
SEMI JOIN arrived ON known.source = arrived.source AND known.conversation_key = arrived.key;

CREATE OR REPLACE TEMP TABLE judged_messages AS
SELECT
    message.*,
    known.key IS NULL AS is_new,
    known.key IS NOT NULL AND NOT (
        message.text IS NOT DISTINCT FROM known.text
        AND message.author IS NOT DISTINCT FROM known.author
        AND message.public IS NOT DISTINCT FROM known.public
        AND (message.written_at IS NULL OR message.written_at IS NOT DISTINCT FROM known.written_at)
        AND (message.agent IS NULL OR message.agent IS NOT DISTINCT FROM known.agent)
        AND (message.agent_group IS NULL
             OR message.agent_group IS NOT DISTINCT FROM known.agent_group)
    ) AS is_changed
FROM staged_messages AS message
SEMI JOIN arrived USING (seq)
LEFT JOIN known_messages AS known USING (source, conversation_key, key);

CREATE OR REPLACE TEMP TABLE judged_conversations AS
WITH touched AS (
    SELECT seq, bool_or(is_new OR is_changed) AS speaks FROM judged_messages GROUP BY seq
)
SELECT
    told.*,
    known.key IS NULL AS is_new,
    known.key IS NOT NULL AND NOT (
        (told.channel IS NULL OR told.channel IS NOT DISTINCT FROM known.channel)
        AND (told.subject IS NULL OR told.subject IS NOT DISTINCT FROM known.subject)
        AND (told.url IS NULL OR told.url IS NOT DISTINCT FROM known.url)
        AND (told.page IS NULL OR told.page IS NOT DISTINCT FROM known.page)
        AND (told.status IS NULL OR told.status IS NOT DISTINCT FROM known.status)
        AND (told.created_at IS NULL OR told.created_at IS NOT DISTINCT FROM known.created_at)
        AND (told.closed_at IS NULL OR told.closed_at IS NOT DISTINCT FROM known.closed_at)
        AND (told.spam IS NULL OR told.spam IS NOT DISTINCT FROM known.spam)
        AND (told.customer IS NULL OR told.customer IS NOT DISTINCT FROM known.customer)
        AND (told.plan IS NULL OR told.plan IS NOT DISTINCT FROM known.plan)
        AND (told.country IS NULL OR told.country IS NOT DISTINCT FROM known.country)
        AND (told.attributes IS NULL OR told.attributes IS NOT DISTINCT FROM known.attributes)
        AND (told.tags IS NULL OR told.tags IS NOT DISTINCT FROM known.tags)
        AND (told.rating IS NULL OR told.rating IS NOT DISTINCT FROM known.rating)
    ) AS is_changed,
    coalesce(touched.speaks, false) AS speaks
FROM arrived AS told
LEFT JOIN known_conversations AS known USING (source, key)
LEFT JOIN touched USING (seq);

INSERT INTO conversation_versions BY NAME
SELECT $import_no AS import_no, * EXCLUDE (seq, is_new, is_changed, speaks)
FROM judged_conversations WHERE is_new OR is_changed;

INSERT INTO message_versions BY NAME
SELECT $import_no AS import_no, $round AS round, * EXCLUDE (seq, is_new, is_changed)
FROM judged_messages WHERE is_new OR is_changed;

-- What was deleted where it was written is gone from the versions before, too.
UPDATE message_versions SET text = ''
FROM judged_messages AS gone
WHERE gone.is_changed AND gone.text = ''
    AND message_versions.source = gone.source
    AND message_versions.conversation_key = gone.conversation_key
    AND message_versions.key = gone.key;

INSERT INTO sightings
SELECT $import_no, source, key, '' FROM judged_conversations WHERE NOT (is_new OR is_changed)
UNION ALL
SELECT $import_no, source, conversation_key, key
FROM judged_messages WHERE NOT (is_new OR is_changed);

DELETE FROM segmented
WHERE EXISTS (
    FROM judged_conversations AS told
    WHERE told.source = segmented.source AND told.key = segmented.key AND (is_changed OR speaks)
);
