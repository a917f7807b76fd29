-- Where each theme stands in its life at $clock, and what became of it since the run before: a theme
-- not asked about for $retire_days is retired, and revived when it is asked about again. Silence is
-- measured up to the newest ask: a workspace that hears nothing says nothing about its themes.
CREATE OR REPLACE TEMP TABLE lives AS
WITH last_asked AS (
    SELECT believed.theme_id, max(ask.asked_at) AS last_at
    FROM assignments AS believed JOIN asks AS ask ON ask.id = believed.ask_id
    WHERE believed.to_run IS NULL AND ask.asked_at <= $clock
    GROUP BY believed.theme_id
),
heard AS (SELECT max(last_at) AS until FROM last_asked),
aged AS (
    SELECT
        theme.id, theme.state AS before, theme.since AS since_before, theme.born_at,
        coalesce(last_at, theme.born_at) AS quiet_since,
        heard.until AS until,
        coalesce(theme.pinned, false) AS pinned
    FROM themes AS theme CROSS JOIN heard
    LEFT JOIN last_asked ON last_asked.theme_id = theme.id
    WHERE theme.retired_run IS NULL
),
judged AS (
    SELECT *, CASE
        WHEN NOT pinned AND until >= quiet_since + to_days($retire_days) THEN 'retired'
        WHEN until >= quiet_since + to_days($ageing_days) THEN 'ageing'
        WHEN born_at IS NOT NULL AND $clock < born_at + to_days($emerging_days) THEN 'emerging'
        ELSE 'active'
    END AS state
    FROM aged
)
SELECT id, before, state, CASE
    WHEN state = before AND since_before IS NOT NULL THEN since_before
    WHEN state = 'retired' THEN quiet_since + to_days($retire_days)
    WHEN state = 'ageing' THEN quiet_since + to_days($ageing_days)
    WHEN state = 'emerging' THEN born_at
    WHEN before IN ('retired', 'ageing') THEN quiet_since
    ELSE born_at + to_days($emerging_days)
END AS since
FROM judged;

INSERT INTO lineage BY NAME
SELECT
    $run AS run, $now AS noted_at, CASE WHEN state = 'retired' THEN 'retired' ELSE 'revived' END
        AS kind, id AS theme_id, 0 AS moved, 'silence' AS who
FROM lives WHERE (state = 'retired') <> (coalesce(before, 'active') = 'retired')
ORDER BY id;

UPDATE themes SET state = lives.state, since = lives.since FROM lives WHERE lives.id = themes.id;
