-- What is known of each conversation and message, all imports laid over each other: the newest
-- import that says a field wins; absence never deletes; ids stay what they were first.
CREATE OR REPLACE TEMP VIEW conversation_now AS
WITH dated AS (
    SELECT *, import_no::BIGINT * 1000000000 + round AS version FROM conversation_versions
)
SELECT
    source, key,
    arg_min(id, version) AS id,
    arg_max(channel, version) AS channel,
    arg_max(subject, version) AS subject,
    arg_max(url, version) AS url,
    arg_max(page, version) AS page,
    arg_max(status, version) AS status,
    arg_max(created_at, version) AS created_at,
    arg_max(closed_at, version) AS closed_at,
    arg_max(spam, version) AS spam,
    arg_max(customer, version) AS customer,
    arg_max(plan, version) AS plan,
    arg_max(country, version) AS country,
    arg_max(attributes, version) AS attributes,
    arg_max(tags, version) AS tags,
    arg_max(rating, version) AS rating
FROM dated
GROUP BY source, key;

CREATE OR REPLACE TEMP VIEW message_now AS
WITH dated AS (
    SELECT *, import_no::BIGINT * 1000000000 + round AS version FROM message_versions
)
SELECT
    source, conversation_key, key,
    arg_min(id, version) AS id,
    arg_min(position, version) AS position,
    arg_max(written_at, version) AS written_at,
    arg_max(author, version) AS author,
    arg_max(agent, version) AS agent,
    arg_max(agent_group, version) AS agent_group,
    arg_max(public, version) AS public,
    arg_max(text, version) AS text
FROM dated
GROUP BY source, conversation_key, key;

-- What people see of a conversation without an id is a digest of its masked words; where two of
-- them look alike, the later one is told apart by a number.
CREATE OR REPLACE TEMP VIEW conversation_named AS
WITH first_seen AS (
    SELECT source, key, min(import_no) AS first_import FROM conversation_versions GROUP BY ALL
),
numbered AS (
    SELECT now.*, row_number() OVER (
        PARTITION BY source, id ORDER BY first_import, created_at, customer
    ) AS twin
    FROM conversation_now AS now JOIN first_seen USING (source, key)
)
SELECT * EXCLUDE (twin) REPLACE (CASE WHEN twin > 1 THEN id || '~' || twin ELSE id END AS id)
FROM numbered;
