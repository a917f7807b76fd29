-- The part of a snapshot that imports change: what was said, and the asks in it.
CREATE TABLE conversations.conversations AS
SELECT * FROM conversation_named ORDER BY created_at, source, id;

CREATE TABLE conversations.messages AS
SELECT message.*, conversation.id AS conversation_id
FROM message_now AS message
JOIN conversations.conversations AS conversation
    ON conversation.source = message.source AND conversation.key = message.conversation_key
ORDER BY conversation.created_at, conversation.source, conversation.id, written_at, position;

CREATE TABLE conversations.asks AS
SELECT
    ask.*, conversation.url, conversation.channel, conversation.subject, conversation.customer,
    conversation.plan, conversation.country, conversation.page, conversation.rating
FROM asks AS ask
JOIN conversations.conversations AS conversation
    ON conversation.source = ask.source AND conversation.key = ask.conversation_key
ORDER BY asked_at, ask.id;

CREATE TABLE conversations.imports AS SELECT * FROM imports ORDER BY no;
CREATE TABLE conversations.rejected AS SELECT * FROM rejected ORDER BY import_no, seq;

-- For what was known when: see as_of.sql.
CREATE TABLE conversations.ask_ledger AS FROM main.ask_ledger ORDER BY from_revision, id;
CREATE TABLE conversations.commits AS FROM main.commits ORDER BY revision;
