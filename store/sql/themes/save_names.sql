-- Make `new_names` what these themes are called; others keep theirs.
DELETE FROM theme_names WHERE theme_id IN (SELECT theme_id FROM new_names);

INSERT INTO theme_names SELECT * FROM new_names;
