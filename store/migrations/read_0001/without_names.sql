-- Themes have one label and no areas yet.
CREATE TABLE theme_names (
    theme_id VARCHAR, names STRUCT(language VARCHAR, label VARCHAR, keywords VARCHAR[])[]
);
CREATE TABLE areas (
    id VARCHAR, names STRUCT(language VARCHAR, label VARCHAR, keywords VARCHAR[])[],
    theme_ids VARCHAR[]
);
