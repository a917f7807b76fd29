CREATE TABLE IF NOT EXISTS judgements (
    theme_id TEXT NOT NULL, ask_id TEXT NOT NULL, belongs INTEGER NOT NULL, judged_at TEXT NOT NULL,
    who TEXT NOT NULL, PRIMARY KEY (theme_id, ask_id)
);
