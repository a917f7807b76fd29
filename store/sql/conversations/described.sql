-- Every conversation over [$start, $end) that counts in a theme, with what is known of it: a row a
-- conversation. NULL bounds mean everything.
SELECT
    any_value(customer_no) AS customer,
    bool_or(theme_id = $theme) AS is_in_theme,
    list(DISTINCT language ORDER BY language) AS languages,
    any_value(channel) AS channel, any_value(plan) AS plan, any_value(country) AS country,
    any_value(attributes) AS attributes
FROM counted.conversations
WHERE $start IS NULL OR (first_at >= $start AND first_at < $end)
GROUP BY conversation_no
ORDER BY conversation_no;
