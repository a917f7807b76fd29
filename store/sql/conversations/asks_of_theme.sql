-- The asks that count in a theme, in an order that no import order changes.
SELECT ask.*
FROM ask_rows AS ask JOIN themes.assignments AS assignment ON assignment.ask_id = ask.id
WHERE theme_id = $theme AND excluded IS NULL AND clean_text <> ''
ORDER BY clean_text, asked_at, id;
