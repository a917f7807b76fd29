-- Replace the asks of the conversations in `done` by `new_asks`. Parameter: $ingest_version.
DELETE FROM asks
WHERE EXISTS (FROM done WHERE done.source = asks.source AND done.key = asks.conversation_key);

INSERT INTO asks BY NAME SELECT * FROM new_asks;

DELETE FROM cut
WHERE EXISTS (FROM done WHERE done.source = cut.source AND done.key = cut.key);

INSERT INTO cut SELECT source, key, $ingest_version FROM done;
