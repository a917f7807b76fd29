-- The pending conversations numbered $first to $last.
SELECT * FROM pending WHERE number BETWEEN $first AND $last ORDER BY number;
