-- Conversations of a customer ($customer, hashed) of $source, as any import ever had it.
SELECT DISTINCT source, key FROM conversation_versions
WHERE source = $source AND customer = $customer;
