-- The rows of an import that is being read were views of the store itself, and outlived their files.
-- They are temporary now.
DROP VIEW IF EXISTS incoming_conversations;
DROP VIEW IF EXISTS incoming_messages;
