-- Leave out the staged conversations $seqs.
DELETE FROM staged_messages WHERE seq IN (SELECT unnest($seqs::BIGINT[]));
DELETE FROM staged_conversations WHERE seq IN (SELECT unnest($seqs::BIGINT[]));
