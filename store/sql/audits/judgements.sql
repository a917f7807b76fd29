SELECT ask_id, belongs FROM judgements WHERE theme_id = :theme ORDER BY ask_id;
