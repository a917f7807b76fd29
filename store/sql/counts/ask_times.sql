-- When the first and the last ask of all were written.
SELECT min(asked_at) AS oldest, max(asked_at) AS newest FROM conversations.asks;
