-- The number of an import that was not taken back.
SELECT no FROM imports WHERE id = $id AND removed_at IS NULL;
