-- Every theme that was ever published.
SELECT id FROM themes.every_theme;
