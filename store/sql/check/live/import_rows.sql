-- Rows of imports that nobody knows, or that were taken back.
WITH told AS (
    SELECT import_no FROM conversation_versions
    UNION ALL SELECT import_no FROM message_versions
    UNION ALL SELECT import_no FROM sightings
    UNION ALL SELECT import_no FROM rejected
)
SELECT 'i-' || import_no AS name FROM told
ANTI JOIN (SELECT no AS import_no FROM imports WHERE removed_at IS NULL) AS known USING (import_no);
