-- What was known when.
CREATE VIEW ask_ledger AS FROM older_conversations.ask_ledger;
CREATE VIEW commits AS FROM older_conversations.commits;
