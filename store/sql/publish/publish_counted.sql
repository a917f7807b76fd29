-- The part of a snapshot that rankings scan: numbers instead of keys, and what they filter by beside
-- each row, so that no string is joined or grouped at reading. Made of the other two parts.
CREATE TEMP TABLE numbered_conversations AS
WITH spoken AS (
    SELECT source, conversation_key, count(*) FILTER (WHERE public) AS messages,
           list(DISTINCT agent_group ORDER BY agent_group)
               FILTER (WHERE agent_group IS NOT NULL) AS agent_groups
    FROM conversations.messages
    GROUP BY source, conversation_key
),
numbered_customers AS (
    -- Numbered by when they first came: a keyed hash is never an order.
    SELECT customer, row_number() OVER (ORDER BY min(created_at), min(source), min(id)) AS number
    FROM conversations.conversations WHERE customer IS NOT NULL
    GROUP BY customer
),
numbered AS (
    SELECT *, row_number() OVER (ORDER BY created_at, source, id) AS number
    FROM conversations.conversations
)
SELECT
    numbered.source, numbered.key, numbered.number::INTEGER AS conversation_no,
    -- Who is not known has a number below 0, and is a customer of this conversation alone.
    coalesce(customer.number, -numbered.number)::INTEGER AS customer_no,
    channel, plan, country, page, status, tags, agent_groups, rating,
    list_transform(
        json_keys(attributes::JSON),
        lambda name: name || '=' || coalesce(
            json_extract_string(attributes, '$."' || name || '"'), ''
        )
    ) AS attributes,
    coalesce(messages, 0)::INTEGER AS messages
FROM numbered
LEFT JOIN numbered_customers AS customer USING (customer)
LEFT JOIN spoken
    ON spoken.source = numbered.source AND spoken.conversation_key = numbered.key;

CREATE TABLE counted.asks AS
SELECT
    asked_at, language, excluded, assigned.theme_id IS NOT NULL AS is_themed, theme_id, kind,
    conversation.* EXCLUDE (source, key, customer_no, rating, messages)
FROM conversations.asks AS ask
JOIN numbered_conversations AS conversation
    ON conversation.source = ask.source AND conversation.key = ask.conversation_key
LEFT JOIN themes.assignments AS assigned ON assigned.ask_id = ask.id
LEFT JOIN themes.ask_kinds AS told ON told.ask_id = ask.id
ORDER BY asked_at, conversation_no;

-- A conversation counts once per theme, at its first ask there (`is_first`); and once per language
-- and per kind in which it asked there.
CREATE TABLE counted.conversations AS
WITH first_asks AS (
    SELECT theme_id, source, conversation_key, language, kind, min(asked_at) AS first_at
    FROM conversations.asks AS ask
    JOIN themes.assignments AS assigned ON assigned.ask_id = ask.id
    LEFT JOIN themes.ask_kinds AS told ON told.ask_id = ask.id
    WHERE excluded IS NULL
    GROUP BY theme_id, source, conversation_key, language, kind
)
SELECT
    theme_id, language, kind, first_at,
    row_number() OVER (
        PARTITION BY theme_id, conversation_no ORDER BY first_at NULLS LAST, language, kind
    ) = 1 AS is_first,
    row_number() OVER (
        PARTITION BY theme_id, conversation_no, language ORDER BY first_at NULLS LAST, kind
    ) = 1 AS is_first_in_language,
    row_number() OVER (
        PARTITION BY theme_id, conversation_no, kind ORDER BY first_at NULLS LAST, language
    ) = 1 AS is_first_of_kind,
    conversation.* EXCLUDE (source, key)
FROM first_asks
JOIN numbered_conversations AS conversation
    ON conversation.source = first_asks.source
    AND conversation.key = first_asks.conversation_key
ORDER BY first_at, conversation_no, theme_id;

DROP TABLE numbered_conversations;
