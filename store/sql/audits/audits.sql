SELECT theme_id, audited_at, asks, near_misses, drawn FROM audited ORDER BY theme_id;
