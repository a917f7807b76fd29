-- Note a writing: its number, when it was, and the snapshot it is published with.
INSERT INTO commits BY NAME SELECT $revision AS revision, $now AS noted_at, $snapshot AS snapshot;
