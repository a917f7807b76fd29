-- Make `new_areas` the areas of the grouping.
DELETE FROM areas;

INSERT INTO areas SELECT * FROM new_areas;
