-- Numbers of decisions that stand twice or are missing: they count up from 1, and none is deleted.
SELECT no::VARCHAR AS name FROM events GROUP BY no HAVING count(*) > 1 OR no IS NULL
UNION ALL
SELECT missing::VARCHAR FROM (SELECT unnest(range(1, (SELECT max(no) FROM events))) AS missing)
ANTI JOIN events ON events.no = missing;
