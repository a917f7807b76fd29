-- Asks that count in a theme though nobody ever knew them, or though they had gone when the newest
-- run said where asks belong.
WITH newest AS (SELECT coalesce(max(revision), 0) AS revision FROM runs),
noted AS (
    SELECT id AS ask_id, bool_or(to_revision IS NULL) AS is_known, max(to_revision) AS gone_at
    FROM ask_ledger GROUP BY id
)
SELECT theme_id AS name
FROM assignments LEFT JOIN noted USING (ask_id) CROSS JOIN newest
WHERE to_run IS NULL
    AND (is_known IS NULL OR (NOT is_known AND gone_at < newest.revision));
