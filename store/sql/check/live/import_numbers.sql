-- Imports whose number stands twice, or whose id is not of their number.
SELECT 'i-' || no AS name FROM imports
GROUP BY no HAVING count(*) > 1 OR no IS NULL OR any_value(id) IS DISTINCT FROM 'i-' || no;
