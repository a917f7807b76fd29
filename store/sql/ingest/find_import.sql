-- The number of an import, and when it was taken back.
SELECT no, removed_at FROM imports WHERE id = $id;
