-- Forget the conversations in `doomed` (source, key, stub): what they say goes from every version,
-- what was counted stays as a stub. `stub` stands for the customer, so that customers still add
-- up. Parameters: $stub (the words that stand for an erased text), $now.
INSERT INTO erased SELECT source, key, $now FROM doomed
ANTI JOIN erased USING (source, key);

UPDATE conversation_versions AS told SET
    subject = NULL, url = NULL, page = NULL, plan = NULL, country = NULL, attributes = NULL,
    tags = NULL, customer = doomed.stub
FROM doomed WHERE doomed.source = told.source AND doomed.key = told.key;

DELETE FROM message_versions AS told
WHERE EXISTS (FROM doomed WHERE doomed.source = told.source AND doomed.key = told.conversation_key);

DELETE FROM sightings AS seen
WHERE message_key <> '' AND EXISTS (
    FROM doomed WHERE doomed.source = seen.source AND doomed.key = seen.conversation_key
);

DELETE FROM answer_digests AS told
WHERE EXISTS (
    FROM asks SEMI JOIN doomed ON doomed.source = asks.source AND doomed.key = asks.conversation_key
    WHERE asks.id = told.ask_id
);

UPDATE asks SET text = $stub, clean_text = '', language = 'und'
FROM doomed WHERE doomed.source = asks.source AND doomed.key = asks.conversation_key;

UPDATE ask_ledger SET language = 'und'
FROM doomed
WHERE doomed.source = ask_ledger.source AND doomed.key = ask_ledger.conversation_key;

-- Names by language are customers' phrases; themes and areas are named anew with the next grouping.
DELETE FROM theme_names;

DELETE FROM areas;

UPDATE theme_versions SET names = NULL WHERE names IS NOT NULL;

DELETE FROM area_versions;

-- The name of a file of which nothing else is left may tell who wrote it.
UPDATE imports SET file = 'erased'
WHERE file <> 'erased'
    AND EXISTS (
        FROM conversation_versions AS told SEMI JOIN doomed USING (source, key)
        WHERE told.import_no = imports.no
    )
    AND NOT EXISTS (
        FROM conversation_versions AS told ANTI JOIN erased USING (source, key)
        WHERE told.import_no = imports.no
    )
    AND NOT EXISTS (
        FROM sightings AS seen
        ANTI JOIN erased ON erased.source = seen.source AND erased.key = seen.conversation_key
        WHERE seen.import_no = imports.no
    );
