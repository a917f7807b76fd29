-- What was noted under $name.
SELECT value FROM meta WHERE name = $name;
