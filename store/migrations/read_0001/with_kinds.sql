-- The kind of each ask.
CREATE VIEW ask_kinds AS FROM older_themes.ask_kinds;
