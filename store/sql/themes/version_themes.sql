-- Close the versions of themes that look otherwise since run $run, and open new ones. A centroid
-- that crept less than a hair's breadth is no new version.
CREATE OR REPLACE TEMP TABLE looks AS
SELECT
    id AS theme_id, coalesce(named, label) AS label, keywords, min_similarity, centroid, state, since,
    overrule, names
FROM themes LEFT JOIN theme_names AS named_as ON named_as.theme_id = themes.id
WHERE retired_run IS NULL;

CREATE OR REPLACE TEMP TABLE same_looks AS
SELECT looks.theme_id FROM looks
JOIN theme_versions AS version
    ON version.theme_id = looks.theme_id AND version.to_run IS NULL
WHERE version.label = looks.label AND version.keywords = looks.keywords
    AND version.state IS NOT DISTINCT FROM looks.state
    AND version.since IS NOT DISTINCT FROM looks.since
    AND version.overrule IS NOT DISTINCT FROM looks.overrule
    AND version.names IS NOT DISTINCT FROM looks.names
    AND (version.centroid IS NOT DISTINCT FROM looks.centroid
        OR (len(version.centroid) = len(looks.centroid)
            AND list_cosine_similarity(version.centroid, looks.centroid) > 0.999
            AND NOT $is_regroup));

UPDATE theme_versions SET to_run = $run
WHERE to_run IS NULL AND NOT EXISTS (
    FROM same_looks WHERE same_looks.theme_id = theme_versions.theme_id
);

INSERT INTO theme_versions BY NAME
SELECT *, $run AS from_run FROM looks ANTI JOIN same_looks USING (theme_id);
