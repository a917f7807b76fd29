-- The rows of one import. The tellings of one conversation are its rounds, the fuller and newer
-- one last, whatever the order of the file.
CREATE OR REPLACE TEMP TABLE staged_messages AS SELECT * FROM incoming_messages;

CREATE OR REPLACE TEMP TABLE staged_conversations AS
WITH tellings AS (
    SELECT seq, count(*) AS messages, max(written_at) AS newest,
           string_agg(text, '' ORDER BY position) AS words
    FROM staged_messages
    GROUP BY seq
)
SELECT
    conversation.*,
    row_number() OVER (
        PARTITION BY source, key
        ORDER BY messages NULLS FIRST, newest NULLS FIRST, closed_at NULLS FIRST, status, words, seq
    ) AS round
FROM incoming_conversations AS conversation
LEFT JOIN tellings USING (seq);
