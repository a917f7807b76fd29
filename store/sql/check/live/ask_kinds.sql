-- Asks with two kinds, or of a kind that there is none of.
SELECT NULL AS name FROM ask_kinds GROUP BY ask_id
HAVING count(*) > 1 OR bool_or(kind IS NULL OR kind NOT IN (
    'question', 'bug', 'feature_request', 'complaint', 'praise', 'other'
));
