-- Take an import back ($import_no). What a later import saw again, before anything newer was said,
-- lives on as that import's.
CREATE OR REPLACE TEMP TABLE touched AS
SELECT source, key FROM conversation_versions WHERE import_no = $import_no
UNION
SELECT source, conversation_key FROM message_versions WHERE import_no = $import_no;

CREATE OR REPLACE TEMP TABLE told AS
SELECT source, key AS conversation_key, '' AS message_key, import_no FROM conversation_versions
UNION ALL
SELECT source, conversation_key, key, import_no FROM message_versions;

CREATE OR REPLACE TEMP TABLE heirs AS
WITH next_telling AS (
    SELECT source, conversation_key, message_key, min(import_no) AS next_no
    FROM told WHERE import_no > $import_no
    GROUP BY ALL
)
SELECT source, conversation_key, message_key, min(seen.import_no) AS heir
FROM sightings AS seen
SEMI JOIN (FROM told WHERE import_no = $import_no) AS taken
    USING (source, conversation_key, message_key)
LEFT JOIN next_telling USING (source, conversation_key, message_key)
WHERE seen.import_no > $import_no AND (next_no IS NULL OR seen.import_no < next_no)
GROUP BY ALL;

UPDATE conversation_versions AS version SET import_no = heir FROM heirs
WHERE version.import_no = $import_no AND heirs.message_key = ''
    AND heirs.source = version.source AND heirs.conversation_key = version.key;

UPDATE message_versions AS version SET import_no = heir FROM heirs
WHERE version.import_no = $import_no AND heirs.message_key = version.key
    AND heirs.source = version.source AND heirs.conversation_key = version.conversation_key;

DELETE FROM sightings AS seen USING heirs
WHERE seen.source = heirs.source AND seen.conversation_key = heirs.conversation_key
    AND seen.message_key = heirs.message_key AND seen.import_no = heir;

DELETE FROM conversation_versions WHERE import_no = $import_no;
DELETE FROM message_versions WHERE import_no = $import_no;
DELETE FROM sightings WHERE import_no = $import_no;
DELETE FROM rejected WHERE import_no = $import_no;

-- A conversation of which only a partial telling of another import is left keeps its words even if
-- its own record is gone: give it a bare one.
INSERT INTO conversation_versions BY NAME
SELECT DISTINCT ON (source, key) import_no, round, source, conversation_key AS key,
    conversation_key AS id
FROM message_versions AS orphan
SEMI JOIN touched ON touched.source = orphan.source AND touched.key = orphan.conversation_key
ANTI JOIN conversation_versions AS record
    ON record.source = orphan.source AND record.key = orphan.conversation_key
ORDER BY import_no;

DELETE FROM segmented
WHERE EXISTS (FROM touched WHERE touched.source = segmented.source AND touched.key = segmented.key);
DELETE FROM asks
WHERE EXISTS (
    FROM touched WHERE touched.source = asks.source AND touched.key = asks.conversation_key
);
