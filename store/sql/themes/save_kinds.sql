-- Make `new_kinds` the kinds of asks. Those of other asks stay where $keep_others and the ask does.
DELETE FROM ask_kinds
WHERE NOT $keep_others
    OR ask_id IN (SELECT ask_id FROM new_kinds)
    OR NOT EXISTS (FROM asks WHERE asks.id = ask_kinds.ask_id);

INSERT INTO ask_kinds SELECT * FROM new_kinds;
