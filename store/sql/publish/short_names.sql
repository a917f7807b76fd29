-- Names that a reader's queries use without saying which part of the snapshot they are in.
CREATE VIEW theme_names AS FROM themes.theme_names;
CREATE VIEW areas AS FROM themes.areas;
CREATE VIEW grouped_areas AS FROM themes.grouped_areas;
CREATE VIEW ask_kinds AS FROM themes.ask_kinds;
