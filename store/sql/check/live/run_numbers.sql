-- Numbers of runs that stand twice or are missing: they count up from 1.
SELECT no::VARCHAR AS name FROM runs GROUP BY no HAVING count(*) > 1 OR no IS NULL
UNION ALL
SELECT missing::VARCHAR FROM (SELECT unnest(range(1, (SELECT max(no) FROM runs))) AS missing)
ANTI JOIN runs ON runs.no = missing;
