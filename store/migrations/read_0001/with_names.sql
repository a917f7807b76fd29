-- What themes and areas are called in each language.
CREATE VIEW theme_names AS FROM older_themes.theme_names;
CREATE VIEW areas AS FROM older_themes.areas;
