-- Asks that are noted twice at one time, or until before they came, or by no writing.
WITH spans AS (
    SELECT from_revision, to_revision, max(coalesce(to_revision, 2147483647)) OVER (
        PARTITION BY id ORDER BY from_revision, to_revision
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS until
    FROM ask_ledger
)
SELECT NULL AS name FROM spans
WHERE until > from_revision OR to_revision <= from_revision OR from_revision IS NULL;
