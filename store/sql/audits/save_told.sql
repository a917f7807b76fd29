INSERT OR IGNORE INTO told VALUES (:theme, :ask, :at, :who);
