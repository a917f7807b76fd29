-- What every live theme is called, and its words.
SELECT id, label, keywords FROM themes.themes ORDER BY id;
