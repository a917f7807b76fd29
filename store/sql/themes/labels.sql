-- What every theme ever is called.
SELECT id, label FROM themes.every_theme ORDER BY id;
