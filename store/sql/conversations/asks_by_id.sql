-- These asks.
FROM ask_rows WHERE id IN (SELECT unnest($ids));
