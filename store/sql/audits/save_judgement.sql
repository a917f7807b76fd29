INSERT OR REPLACE INTO judgements VALUES (:theme, :ask, :belongs, :at, :who);
