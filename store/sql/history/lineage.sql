-- What became of themes, the oldest first.
SELECT * FROM themes.lineage ORDER BY run, noted_at, theme_id, other_id;
