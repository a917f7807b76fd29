-- Themes that asks count in and that are not among the living ones, so that no ranking shows them.
SELECT DISTINCT theme_id AS name FROM themed_asks ANTI JOIN themes.themes AS living
    ON living.id = themed_asks.theme_id;
