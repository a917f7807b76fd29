-- Every ask that was ever known.
SELECT id FROM conversations.ask_ledger UNION SELECT id FROM conversations.asks;
