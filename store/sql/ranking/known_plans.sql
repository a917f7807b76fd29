-- The plans that customers are on.
SELECT DISTINCT plan FROM counted.conversations WHERE plan IS NOT NULL;
