-- Asks of conversations that nobody knows: they would be missing from what is published.
SELECT NULL AS name FROM asks
ANTI JOIN conversation_versions AS known
    ON known.source = asks.source AND known.key = asks.conversation_key;
