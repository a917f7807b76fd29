-- A row where the snapshot says what was published when; older ones do not.
SELECT 1 AS found FROM duckdb_tables() WHERE database_name = 'voice' AND table_name = 'commits';
