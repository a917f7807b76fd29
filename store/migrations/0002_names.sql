-- What the newest run calls its themes in each language, and the areas above them.
CREATE TABLE IF NOT EXISTS theme_names (
    theme_id VARCHAR, names STRUCT(language VARCHAR, label VARCHAR, keywords VARCHAR[])[]
);
CREATE TABLE IF NOT EXISTS areas (
    id VARCHAR, names STRUCT(language VARCHAR, label VARCHAR, keywords VARCHAR[])[],
    theme_ids VARCHAR[]
);
