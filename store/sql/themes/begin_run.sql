-- Open a run.
INSERT INTO runs BY NAME
SELECT $number AS no, $run_at AS run_at, $kind AS kind, $who AS who, $revision AS revision;
