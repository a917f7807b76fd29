-- What as_of.sql leaves to be told: names of themes that look as they did then, the areas where no
-- grouping came since, and the kinds of asks, which follow from their words alone.
INSERT INTO theme_names
SELECT known.* FROM known_themes.theme_names AS known
JOIN known_themes.theme_versions AS version ON version.theme_id = known.theme_id
WHERE version.to_run IS NULL AND version.from_run <= (SELECT max(no) FROM themes.runs);

INSERT INTO areas
SELECT * FROM known_themes.areas
WHERE NOT EXISTS (
    FROM known_themes.runs AS later
    WHERE later.kind IN ('regroup', 'assign') AND later.no > (SELECT max(no) FROM themes.runs)
);

INSERT INTO ask_kinds
SELECT known.* FROM known_themes.ask_kinds AS known
JOIN voice.asks AS ask ON ask.id = known.ask_id;
