-- How many themes are live.
SELECT count(*) AS themes FROM themes.themes;
