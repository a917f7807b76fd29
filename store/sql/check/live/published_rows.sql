-- Tables whose published copy is not what the live store holds at the same revision.
WITH pairs AS (
    SELECT 'conversations' AS name,
        (SELECT [count(*), sum(hash(live))] FROM (SELECT * EXCLUDE (id) FROM conversation_named) AS live)
            AS held,
        (SELECT [count(*), sum(hash(copy))]
         FROM (SELECT * EXCLUDE (id) FROM published_conversations.conversations) AS copy) AS published
    UNION ALL SELECT 'messages',
        (SELECT [count(*), sum(hash(live))] FROM message_now AS live),
        (SELECT [count(*), sum(hash(copy))]
         FROM (SELECT * EXCLUDE (conversation_id) FROM published_conversations.messages) AS copy)
    UNION ALL SELECT 'asks',
        (SELECT [count(*), sum(hash(live))] FROM asks AS live),
        (SELECT [count(*), sum(hash(copy))] FROM (
            SELECT id, source, conversation_key, conversation_id, part, asked_at, text, clean_text,
                   language, excluded
            FROM published_conversations.asks
        ) AS copy)
    UNION ALL SELECT 'imports',
        (SELECT [count(*), sum(hash(live))] FROM imports AS live),
        (SELECT [count(*), sum(hash(copy))] FROM published_conversations.imports AS copy)
    UNION ALL SELECT 'rejected',
        (SELECT [count(*), sum(hash(live))] FROM rejected AS live),
        (SELECT [count(*), sum(hash(copy))] FROM published_conversations.rejected AS copy)
    UNION ALL SELECT 'ask_ledger',
        (SELECT [count(*), sum(hash(live))] FROM ask_ledger AS live),
        (SELECT [count(*), sum(hash(copy))] FROM published_conversations.ask_ledger AS copy)
    UNION ALL SELECT 'commits',
        (SELECT [count(*), sum(hash(live))] FROM commits AS live),
        (SELECT [count(*), sum(hash(copy))] FROM (
            FROM published_conversations.commits UNION FROM published_themes.commits
        ) AS copy)
    UNION ALL SELECT 'themes',
        (SELECT [count(*), sum(hash(live))]
         FROM (SELECT * REPLACE (coalesce(named, label) AS label) FROM main.themes) AS live),
        (SELECT [count(*), sum(hash(copy))]
         FROM (SELECT * EXCLUDE (grouped_label) FROM published_themes.every_theme) AS copy)
    UNION ALL SELECT 'living themes',
        (SELECT [count(*), sum(hash(live))]
         FROM (SELECT id FROM main.themes WHERE retired_run IS NULL) AS live),
        (SELECT [count(*), sum(hash(copy))] FROM (SELECT id FROM published_themes.themes) AS copy)
    UNION ALL SELECT 'assignments',
        (SELECT [count(*), sum(hash(live))] FROM (
            SELECT ask_id, theme_id, confidence FROM main.assignments WHERE to_run IS NULL
        ) AS live),
        (SELECT [count(*), sum(hash(copy))] FROM published_themes.assignments AS copy)
    UNION ALL SELECT 'assignment_history',
        (SELECT [count(*), sum(hash(live))] FROM main.assignments AS live),
        (SELECT [count(*), sum(hash(copy))] FROM published_themes.assignment_history AS copy)
    UNION ALL SELECT 'lineage',
        (SELECT [count(*), sum(hash(live))] FROM main.lineage AS live),
        (SELECT [count(*), sum(hash(copy))] FROM published_themes.lineage AS copy)
    UNION ALL SELECT 'ask_kinds',
        (SELECT [count(*), sum(hash(live))] FROM main.ask_kinds AS live),
        (SELECT [count(*), sum(hash(copy))] FROM published_themes.ask_kinds AS copy)
    UNION ALL SELECT 'runs',
        (SELECT [count(*), sum(hash(live))] FROM main.runs AS live),
        (SELECT [count(*), sum(hash(copy))] FROM published_themes.runs AS copy)
    UNION ALL SELECT 'grouped',
        (SELECT [count(*), sum(hash(live))] FROM main.grouped AS live),
        (SELECT [count(*), sum(hash(copy))] FROM published_themes.grouped AS copy)
    UNION ALL SELECT 'events',
        (SELECT [count(*), sum(hash(live))] FROM main.events AS live),
        (SELECT [count(*), sum(hash(copy))] FROM published_themes.events AS copy)
    UNION ALL SELECT 'redirects',
        (SELECT [count(*), sum(hash(live))] FROM main.redirects AS live),
        (SELECT [count(*), sum(hash(copy))] FROM published_themes.redirects AS copy)
    UNION ALL SELECT 'theme_versions',
        (SELECT [count(*), sum(hash(live))] FROM main.theme_versions AS live),
        (SELECT [count(*), sum(hash(copy))] FROM published_themes.theme_versions AS copy)
    UNION ALL SELECT 'theme_names',
        (SELECT [count(*), sum(hash(live))] FROM main.theme_names AS live),
        (SELECT [count(*), sum(hash(copy))] FROM published_themes.theme_names AS copy)
    UNION ALL SELECT 'areas',
        (SELECT [count(*), sum(hash(live))] FROM main.areas AS live),
        (SELECT [count(*), sum(hash(copy))] FROM published_themes.grouped_areas AS copy)
    UNION ALL SELECT 'area_versions',
        (SELECT [count(*), sum(hash(live))] FROM main.area_versions AS live),
        (SELECT [count(*), sum(hash(copy))] FROM published_themes.area_versions AS copy)
)
SELECT name FROM pairs WHERE held IS DISTINCT FROM published;
