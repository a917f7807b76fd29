-- Tell new, changed and known apart among all tellings of one import, keep what says something new,
-- and note the rest as seen. Each telling is compared with what was known before it: by earlier
-- rounds of this import, else by the store. One that says nothing new changes nothing that is known,
-- so that the last value told before is what is known. Parameter: $import_no.
CREATE OR REPLACE TEMP TABLE known_conversations AS
SELECT * FROM conversation_now SEMI JOIN staged_conversations USING (source, key);

CREATE OR REPLACE TEMP TABLE known_messages AS
SELECT known.* FROM message_now AS known
SEMI JOIN staged_conversations AS staged
    ON known.source = staged.source AND known.conversation_key = staged.key;

CREATE OR REPLACE TEMP TABLE judged_messages AS
WITH tellings AS (
    SELECT
        message.*, round,
        row_number() OVER earlier AS telling,
        last_value(text IGNORE NULLS) OVER before AS text_before,
        last_value(author IGNORE NULLS) OVER before AS author_before,
        last_value(public IGNORE NULLS) OVER before AS public_before,
        last_value(written_at IGNORE NULLS) OVER before AS written_at_before,
        last_value(agent IGNORE NULLS) OVER before AS agent_before,
        last_value(agent_group IGNORE NULLS) OVER before AS agent_group_before
    FROM staged_messages AS message
    JOIN (SELECT seq, round FROM staged_conversations) USING (seq)
    WINDOW
        earlier AS (PARTITION BY source, conversation_key, key ORDER BY round),
        before AS (
            PARTITION BY source, conversation_key, key ORDER BY round
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        )
),
compared AS (
    SELECT
        told.* EXCLUDE (
            telling, text_before, author_before, public_before, written_at_before, agent_before,
            agent_group_before
        ),
        known.key IS NULL AND telling = 1 AS is_new,
        told.text IS NOT DISTINCT FROM coalesce(text_before, known.text)
            AND told.author IS NOT DISTINCT FROM coalesce(author_before, known.author)
            AND told.public IS NOT DISTINCT FROM coalesce(public_before, known.public)
            AND (told.written_at IS NULL
                 OR told.written_at IS NOT DISTINCT FROM coalesce(written_at_before, known.written_at))
            AND (told.agent IS NULL
                 OR told.agent IS NOT DISTINCT FROM coalesce(agent_before, known.agent))
            AND (told.agent_group IS NULL
                 OR told.agent_group IS NOT DISTINCT FROM coalesce(agent_group_before, known.agent_group))
            AS is_same
    FROM tellings AS told
    LEFT JOIN known_messages AS known USING (source, conversation_key, key)
)
SELECT * EXCLUDE (is_same), NOT (is_new OR is_same) AS is_changed FROM compared;

CREATE OR REPLACE TEMP TABLE judged_conversations AS
WITH touched AS (
    SELECT seq, bool_or(is_new OR is_changed) AS speaks FROM judged_messages GROUP BY seq
),
tellings AS (
    SELECT
        staged.*,
        {
            'channel': last_value(channel IGNORE NULLS) OVER before,
            'subject': last_value(subject IGNORE NULLS) OVER before,
            'url': last_value(url IGNORE NULLS) OVER before,
            'page': last_value(page IGNORE NULLS) OVER before,
            'status': last_value(status IGNORE NULLS) OVER before,
            'created_at': last_value(created_at IGNORE NULLS) OVER before,
            'closed_at': last_value(closed_at IGNORE NULLS) OVER before,
            'spam': last_value(spam IGNORE NULLS) OVER before,
            'customer': last_value(customer IGNORE NULLS) OVER before,
            'plan': last_value(plan IGNORE NULLS) OVER before,
            'country': last_value(country IGNORE NULLS) OVER before,
            'attributes': last_value(attributes IGNORE NULLS) OVER before,
            'tags': last_value(tags IGNORE NULLS) OVER before,
            'rating': last_value(rating IGNORE NULLS) OVER before
        } AS earlier
    FROM staged_conversations AS staged
    WINDOW before AS (
        PARTITION BY source, key ORDER BY round
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    )
),
compared AS (
    SELECT
        told.* EXCLUDE (earlier),
        known.key IS NULL AND round = 1 AS is_new,
        (told.channel IS NULL OR told.channel = coalesce(earlier.channel, known.channel))
            AND (told.subject IS NULL OR told.subject = coalesce(earlier.subject, known.subject))
            AND (told.url IS NULL OR told.url = coalesce(earlier.url, known.url))
            AND (told.page IS NULL OR told.page = coalesce(earlier.page, known.page))
            AND (told.status IS NULL OR told.status = coalesce(earlier.status, known.status))
            AND (told.created_at IS NULL
                 OR told.created_at = coalesce(earlier.created_at, known.created_at))
            AND (told.closed_at IS NULL
                 OR told.closed_at = coalesce(earlier.closed_at, known.closed_at))
            AND (told.spam IS NULL OR told.spam = coalesce(earlier.spam, known.spam))
            AND (told.customer IS NULL OR told.customer = coalesce(earlier.customer, known.customer))
            AND (told.plan IS NULL OR told.plan = coalesce(earlier.plan, known.plan))
            AND (told.country IS NULL OR told.country = coalesce(earlier.country, known.country))
            AND (told.attributes IS NULL
                 OR told.attributes = coalesce(earlier.attributes, known.attributes))
            AND (told.tags IS NULL OR told.tags = coalesce(earlier.tags, known.tags))
            AND (told.rating IS NULL OR told.rating = coalesce(earlier.rating, known.rating))
            AS is_same
    FROM tellings AS told
    LEFT JOIN known_conversations AS known USING (source, key)
)
SELECT
    compared.* EXCLUDE (is_same),
    NOT (is_new OR is_same IS TRUE) AS is_changed,
    coalesce(speaks, false) AS speaks
FROM compared LEFT JOIN touched USING (seq);

INSERT INTO conversation_versions BY NAME
SELECT $import_no AS import_no, * EXCLUDE (seq, is_new, is_changed, speaks)
FROM judged_conversations WHERE is_new OR is_changed ORDER BY round, seq;

INSERT INTO message_versions BY NAME
SELECT $import_no AS import_no, * EXCLUDE (seq, is_new, is_changed)
FROM judged_messages WHERE is_new OR is_changed ORDER BY round, seq, position;

-- What was deleted where it was written is gone from the versions before, too.
UPDATE message_versions SET text = ''
FROM (
    SELECT source, conversation_key, key, max(round) AS round
    FROM judged_messages WHERE is_changed AND text = ''
    GROUP BY ALL
) AS gone
WHERE message_versions.source = gone.source
    AND message_versions.conversation_key = gone.conversation_key
    AND message_versions.key = gone.key
    AND (message_versions.import_no < $import_no OR message_versions.round <= gone.round);

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
