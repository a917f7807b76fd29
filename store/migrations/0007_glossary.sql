-- Tables and columns are called what the glossary calls them.
ALTER TABLE cut RENAME TO segmented;
ALTER TABLE asks RENAME heard TO clean_text;
ALTER TABLE themes RENAME floor TO min_similarity;
ALTER TABLE theme_versions RENAME floor TO min_similarity;
ALTER TABLE assignments RENAME strength TO confidence;
ALTER TABLE grouped RENAME strength TO confidence;
ALTER TABLE events RENAME told TO payload;
