-- The number of the newest regrouping; NULL before any.
SELECT max(no) AS newest FROM themes.runs WHERE kind = 'regroup';
