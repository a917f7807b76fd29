-- The tombstones that the store knows.
SELECT kind, digest, forgotten_at FROM tombstones ORDER BY ALL;
