-- Note an import, and its rows that could not be read (`new_rejected`).
INSERT INTO imports BY NAME
SELECT
    $number AS no, $id AS id, $source AS source, $file AS file, $imported_at AS imported_at,
    $understood AS understood, $read AS read, $new AS new, $updated AS updated,
    $unchanged AS unchanged, $rejected AS rejected;

INSERT INTO rejected BY NAME SELECT * FROM new_rejected;
