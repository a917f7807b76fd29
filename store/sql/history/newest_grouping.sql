-- The newest run that fitted a projection.
SELECT * FROM themes.runs WHERE space IS NOT NULL ORDER BY no DESC LIMIT 1;
