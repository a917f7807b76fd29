-- What people decided, the oldest first; undone ones too.
SELECT * FROM themes.events ORDER BY no;
