-- Add those of `new_themes` that are not known, born in run $run.
INSERT INTO themes BY NAME
SELECT kept.*, $run AS born_run, 'active' AS state FROM new_themes AS kept
ANTI JOIN themes AS known ON known.id = kept.id;
