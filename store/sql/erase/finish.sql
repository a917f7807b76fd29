-- What was to be done of $kind is done.
DELETE FROM unfinished WHERE kind = $kind;
