-- How $theme was shown before.
SELECT from_run, label, keywords, overrule FROM theme_versions
WHERE theme_id = $theme ORDER BY from_run;
