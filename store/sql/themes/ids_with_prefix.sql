-- Themes ever, whose id begins so.
SELECT id, retired_run IS NULL AS lives
FROM themes.every_theme
WHERE starts_with(id, $prefix)
ORDER BY id;
