-- Asks that no kind is known of, in an order that no import order changes.
SELECT ask.*
FROM ask_rows AS ask ANTI JOIN ask_kinds AS known ON known.ask_id = ask.id
WHERE excluded IS NULL AND clean_text <> ''
ORDER BY clean_text, asked_at, id;
