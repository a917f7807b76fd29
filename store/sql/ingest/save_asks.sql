-- Replace the asks of the conversations in `done` by `new_asks`. Parameter: $ingest_version.
DELETE FROM asks
WHERE EXISTS (FROM done WHERE done.source = asks.source AND done.key = asks.conversation_key);

INSERT INTO asks BY NAME SELECT * FROM new_asks;

DELETE FROM segmented
WHERE EXISTS (FROM done WHERE done.source = segmented.source AND done.key = segmented.key);

INSERT INTO segmented SELECT source, key, $ingest_version FROM done;
