-- What has still to be done of $kind, the oldest first.
SELECT begun_at, detail FROM unfinished WHERE kind = $kind ORDER BY begun_at, detail;
