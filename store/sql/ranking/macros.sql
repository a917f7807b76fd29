-- What the statements of rankings share. `rows` names a table, or a table expression of the statement.

-- The rows of `counted.asks` or `counted.conversations` that the filters let through: a field for
-- each filter, NULL where any value will do.
CREATE MACRO let_through(rows, filters) AS TABLE
SELECT *
FROM query_table(rows)
WHERE (filters['channel'] IS NULL OR channel = filters['channel'])
    AND (filters['language'] IS NULL OR language = filters['language'])
    AND (filters['plan'] IS NULL OR plan = filters['plan'])
    AND (filters['country'] IS NULL OR country = filters['country'])
    AND (filters['page'] IS NULL OR page = filters['page'])
    AND (filters['status'] IS NULL OR status = filters['status'])
    AND (filters['tag'] IS NULL OR list_contains(tags, filters['tag']))
    AND (filters['group'] IS NULL OR list_contains(agent_groups, filters['group']))
    AND (filters['attribute'] IS NULL OR list_contains(attributes, filters['attribute']));

-- A row for each `part` that a row of `counted.conversations` lies in when it is broken down by
-- `split`, one at least; NULL is the part of what has none, and of everything where `split` is NULL.
-- `attribute` is the attribute's name where the split is by one.
CREATE MACRO break_down(rows, split, attribute) AS TABLE
WITH with_parts AS (
    SELECT *, CASE split
        WHEN 'channel' THEN [channel]
        WHEN 'language' THEN [language]
        WHEN 'kind' THEN [kind]
        WHEN 'plan' THEN [plan]
        WHEN 'country' THEN [country]
        WHEN 'page' THEN [page]
        WHEN 'conversation_status' THEN [status]
        WHEN 'tag' THEN tags
        WHEN 'group' THEN agent_groups
        WHEN 'attribute' THEN list_transform(
            list_filter(attributes, lambda pair: starts_with(pair, attribute || '=')),
            lambda pair: pair[len(attribute) + 2:]
        )
    END AS parts
    FROM query_table(rows)
)
SELECT *, unnest(CASE WHEN len(parts) > 0 THEN parts ELSE [NULL::VARCHAR] END) AS part
FROM with_parts;

-- Sums over the customers of each unit, part and span. `rows` have
-- unit, part, is_before, customer_no, plan, messages, rating: a row a conversation. A customer is
-- worth `worths[i]` on plan `plans[i]`, and nothing on any other. Squares and the largest are over
-- customers: intervals are made of them.
CREATE MACRO sum_by_customer(rows, plans, worths) AS TABLE
WITH by_customer AS (
    SELECT
        unit, part, is_before, customer_no, count(*) AS conversations,
        sum(messages) AS messages,
        max(CASE WHEN len(plans::VARCHAR[]) = 0 THEN 0 ELSE coalesce(
            list_extract(worths::DOUBLE[], list_position(plans::VARCHAR[], plan)), 0
        ) END) AS worth,
        sum(rating) AS ratings, sum(rating * rating) AS rating_squares, count(rating) AS rated
    FROM query_table(rows)
    GROUP BY unit, part, is_before, customer_no
)
SELECT
    unit AS theme_id, part, is_before,
    sum(conversations)::DOUBLE AS conversations,
    sum(conversations * conversations)::DOUBLE AS conversations_squares,
    max(conversations)::DOUBLE AS conversations_largest,
    count(*) FILTER (WHERE customer_no > 0)::DOUBLE AS customers,
    sum(messages)::DOUBLE AS messages, sum(messages * messages)::DOUBLE AS messages_squares,
    max(messages)::DOUBLE AS messages_largest,
    sum(worth) AS worth, sum(worth * worth) AS worth_squares, max(worth) AS worth_largest,
    sum(ratings) AS ratings, sum(rating_squares) AS rating_squares, sum(rated)::BIGINT AS rated
FROM by_customer
GROUP BY unit, part, is_before
ORDER BY unit, part, is_before;
