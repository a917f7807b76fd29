-- Conversations that are stubs, and since when.
CREATE TABLE IF NOT EXISTS erased (source VARCHAR, key VARCHAR, erased_at TIMESTAMP);
