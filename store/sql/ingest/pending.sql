-- Conversations not yet cut into asks by this version of ingest ($ingest_version), numbered.
CREATE OR REPLACE TEMP TABLE pending AS
SELECT now.*, row_number() OVER (ORDER BY created_at, id) AS number
FROM conversation_named AS now
ANTI JOIN (FROM segmented WHERE ingest_version = $ingest_version) AS done USING (source, key)
ANTI JOIN erased USING (source, key);
