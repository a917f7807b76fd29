-- The areas of the grouping, before people put themes elsewhere.
CREATE VIEW grouped_areas AS FROM older_themes.grouped_areas;
