-- Asks that have something to learn from, in an order that no import order changes.
FROM ask_rows
WHERE excluded IS NULL AND clean_text <> ''
ORDER BY clean_text, asked_at, id;
