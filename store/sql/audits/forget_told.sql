DELETE FROM told WHERE theme_id = :theme;
