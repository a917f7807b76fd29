INSERT OR REPLACE INTO audited VALUES (:theme, :at, :asks, :near_misses, :drawn);
