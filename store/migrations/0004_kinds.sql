-- The kind of each ask, as the newest grouping's model and head told it.
CREATE TABLE IF NOT EXISTS ask_kinds (ask_id VARCHAR, kind VARCHAR);
