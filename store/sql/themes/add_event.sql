-- Append a person's decision.
INSERT INTO events BY NAME
SELECT
    $number AS no, $noted_at AS noted_at, $who AS who, $kind AS kind, $theme AS theme_id,
    $payload AS payload, $run AS run;
