-- What a theme was called from $from_run on, without the words of the erased.
UPDATE theme_versions SET label = $label, keywords = $keywords
WHERE theme_id = $theme AND from_run = $from_run;
