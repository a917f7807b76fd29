-- totals.sql among the asks that the filters let through (NULL: any).
SELECT
    count(*) AS asks,
    count(*) FILTER (WHERE excluded IS NULL AND is_themed) AS themed,
    count(*) FILTER (WHERE excluded IS NULL AND NOT is_themed) AS unthemed,
    count(*) FILTER (WHERE excluded IS NOT NULL) AS excluded,
    count(DISTINCT conversation_no) FILTER (WHERE excluded IS NULL) AS conversations
FROM counted.asks
WHERE ($start IS NULL OR (asked_at >= $start AND asked_at < $end))
    AND ($channel IS NULL OR channel = $channel)
    AND ($language IS NULL OR language = $language)
    AND ($plan IS NULL OR plan = $plan)
    AND ($country IS NULL OR country = $country)
    AND ($page IS NULL OR page = $page)
    AND ($status IS NULL OR status = $status)
    AND ($tag IS NULL OR list_contains(tags, $tag))
    AND ($group IS NULL OR list_contains(agent_groups, $group))
    AND ($attribute IS NULL OR list_contains(attributes, $attribute));
