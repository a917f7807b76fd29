-- Close the versions of areas that are others since run $run than in `new_shown`, and open new ones.
UPDATE area_versions SET to_run = $run
WHERE to_run IS NULL AND NOT EXISTS (
    FROM new_shown AS shown
    WHERE shown.id = area_versions.id AND shown.names = area_versions.names
        AND shown.theme_ids = area_versions.theme_ids
);

INSERT INTO area_versions BY NAME
SELECT *, $run AS from_run FROM new_shown AS shown
WHERE NOT EXISTS (
    FROM area_versions AS version WHERE version.id = shown.id AND version.to_run IS NULL
)
ORDER BY id;
