-- History of themes that nobody knows, or of runs that never were.
SELECT theme_id AS name FROM lineage ANTI JOIN themes ON themes.id = lineage.theme_id
UNION ALL
SELECT other_id FROM lineage ANTI JOIN themes ON themes.id = lineage.other_id
WHERE other_id IS NOT NULL
UNION ALL
SELECT theme_id FROM lineage ANTI JOIN runs ON runs.no = lineage.run
UNION ALL
SELECT theme_id FROM lineage WHERE kind IS NULL OR kind NOT IN (
    'born', 'split', 'merged', 'parted', 'joined', 'renamed', 'retired', 'revived'
);
