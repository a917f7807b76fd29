CREATE TABLE IF NOT EXISTS judgements (
    theme_id TEXT NOT NULL, ask_id TEXT NOT NULL, belongs INTEGER NOT NULL, judged_at TEXT NOT NULL,
    who TEXT NOT NULL, PRIMARY KEY (theme_id, ask_id)
);
-- The newest audit of each theme that was judged whole; `drawn` is JSON: ask id -> stratum.
CREATE TABLE IF NOT EXISTS audited (
    theme_id TEXT NOT NULL PRIMARY KEY, audited_at TEXT NOT NULL, asks INTEGER NOT NULL,
    near_misses INTEGER NOT NULL, drawn TEXT NOT NULL
);
-- Asks whose customer was told that what they asked for is there.
CREATE TABLE IF NOT EXISTS told (
    theme_id TEXT NOT NULL, ask_id TEXT NOT NULL, told_at TEXT NOT NULL, who TEXT NOT NULL,
    PRIMARY KEY (theme_id, ask_id)
);
