-- What as_of.sql leaves to be told: what themes and areas were called then, and the kinds of asks, which
-- follow from their words alone.
CREATE TABLE themes.theme_names AS
SELECT theme_id, names FROM known_themes.theme_versions
WHERE names IS NOT NULL AND from_run <= (SELECT max(no) FROM themes.runs)
    AND (to_run IS NULL OR to_run > (SELECT max(no) FROM themes.runs));

CREATE TABLE themes.areas AS
SELECT id, names, theme_ids FROM known_themes.area_versions
WHERE from_run <= (SELECT max(no) FROM themes.runs)
    AND (to_run IS NULL OR to_run > (SELECT max(no) FROM themes.runs));

CREATE TABLE themes.ask_kinds AS
SELECT known.* FROM known_themes.ask_kinds AS known
JOIN conversations.asks AS ask ON ask.id = known.ask_id;

-- What the grouping's own areas were then was not kept.
CREATE TABLE themes.grouped_areas AS FROM themes.areas WHERE false;
