-- Add `new_answers` (ask_id, digest) to the answers that were embedded.
INSERT INTO answer_digests
SELECT ask_id, digest FROM new_answers
ANTI JOIN answer_digests AS known USING (ask_id, digest);
