-- What was begun and not finished.
SELECT kind AS name FROM unfinished;
