-- Every theme ever.
SELECT id FROM themes;
