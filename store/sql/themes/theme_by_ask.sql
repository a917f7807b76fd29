-- The themes of these asks; those without one are left out.
SELECT ask_id, theme_id FROM themes.assignments WHERE ask_id IN (SELECT unnest($ids));
