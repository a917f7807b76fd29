-- Asks that have something to learn from, in an order that no import order changes.
FROM ask_rows
WHERE excluded IS NULL AND heard <> ''
ORDER BY heard, asked_at, id;
