-- What was said, as a snapshot of schema 1 holds it: `older_conversations` is the attached part.
CREATE VIEW conversations AS FROM older_conversations.conversations;
CREATE VIEW messages AS FROM older_conversations.messages;
CREATE VIEW asks AS SELECT * RENAME (heard AS clean_text) FROM older_conversations.asks;
CREATE VIEW imports AS FROM older_conversations.imports;
CREATE VIEW rejected AS FROM older_conversations.rejected;
