-- Note what has still to be done.
INSERT INTO unfinished BY NAME SELECT $kind AS kind, $begun_at AS begun_at, $detail AS detail;
