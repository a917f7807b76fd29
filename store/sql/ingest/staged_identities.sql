-- Who and what each staged conversation is, and when it began.
WITH spoken AS (SELECT seq, min(written_at) AS first_at FROM staged_messages GROUP BY seq)
SELECT seq, source, key, customer, least(created_at, first_at) AS first_at
FROM staged_conversations LEFT JOIN spoken USING (seq)
ORDER BY seq;
