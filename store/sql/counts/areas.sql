-- The areas that are shown, by id.
SELECT id, names, theme_ids FROM areas ORDER BY id;
