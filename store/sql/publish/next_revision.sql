-- Number of the writing that is under way.
SELECT coalesce(max(value::INTEGER), 0) + 1 FROM meta WHERE name = 'revision';
