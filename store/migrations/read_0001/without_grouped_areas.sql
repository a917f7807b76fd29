-- People could not put themes elsewhere yet: the areas shown are the grouping's.
CREATE VIEW grouped_areas AS FROM areas;
