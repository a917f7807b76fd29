-- Note $value under $name, in place of what was noted there.
DELETE FROM meta WHERE name = $name;
INSERT INTO meta VALUES ($name, $value);
