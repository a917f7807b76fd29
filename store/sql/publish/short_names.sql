-- Names that a reader's queries use without saying which part of the snapshot they are in.
CREATE TEMP VIEW theme_names AS FROM themes.theme_names;
CREATE TEMP VIEW areas AS FROM themes.areas;
CREATE TEMP VIEW grouped_areas AS FROM themes.grouped_areas;
CREATE TEMP VIEW ask_kinds AS FROM themes.ask_kinds;
