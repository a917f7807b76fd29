-- Settings of the newest regrouping, which say how many asks of each theme it placed with the help of
-- what they were answered.
SELECT settings FROM themes.runs WHERE kind = 'regroup' ORDER BY no DESC LIMIT 1;
