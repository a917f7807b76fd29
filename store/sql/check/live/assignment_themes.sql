-- Asks that count in a theme that nobody knows, or that does not live.
SELECT theme_id AS name FROM assignments
ANTI JOIN themes
    ON themes.id = assignments.theme_id
    AND (assignments.to_run IS NOT NULL OR themes.retired_run IS NULL);
