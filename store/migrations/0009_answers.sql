-- Keyed digests of the answers that were embedded, by the ask they answer: an erasure drops their
-- vectors. The answers themselves are messages.
CREATE TABLE IF NOT EXISTS answer_digests (ask_id VARCHAR, digest BLOB);
