-- The areas as grouped, before people put themes elsewhere.
SELECT * FROM grouped_areas ORDER BY id;
