SELECT ask_id, told_at FROM told WHERE theme_id = :theme ORDER BY ask_id;
