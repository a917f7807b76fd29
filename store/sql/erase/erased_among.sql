-- Which of the asks $ids are stubs.
SELECT id FROM asks
SEMI JOIN erased ON erased.source = asks.source AND erased.key = asks.conversation_key
WHERE id IN (SELECT unnest($ids));
