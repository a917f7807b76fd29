-- What a theme is called without the words of the erased.
UPDATE themes SET label = $label, keywords = $keywords WHERE id = $theme;
