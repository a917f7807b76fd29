"""Areas as people see them: the grouping's, with the themes that people put elsewhere.

Invariant: what is shown is a pure function of the grouping's areas and of what people say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import duckdb

from domain.themes import Area, Name, make_area_id
from store.files.connection import fetch_rows, fetch_sql_file, run_sql_file
from store.tables.decisions import parse_overrides
from store.tables.labels import parse_area_row, to_area_table


def save_area_versions(connection: duckdb.DuckDBPyConnection, run: int) -> None:
    """Make the areas, with what people say laid over them, what is shown from `run` on."""
    known = [
        parse_area_row(row) for row in fetch_rows(connection, "SELECT * FROM areas ORDER BY id")
    ]
    chosen = {
        row["id"]: parse_overrides(row["overrule"]).area
        for row in fetch_sql_file(connection, "themes/themes_with_overrides")
    }
    shown = apply_area_decisions(known, {theme: area for theme, area in chosen.items() if area})
    connection.register("new_shown", to_area_table(shown))
    run_sql_file(connection, "themes/version_areas", run=run)
    connection.unregister("new_shown")


def apply_area_decisions(areas: Sequence[Area], chosen: Mapping[str, str]) -> list[Area]:
    """Areas with the themes in `chosen` (theme -> id or name of its area, or a name that no area
    has yet) where people say they belong. An area that nothing is left of is gone."""
    ids = {name.label.casefold(): area.id for area in areas for name in area.names}
    ids |= {area.id: area.id for area in areas}
    themes = {area.id: [theme for theme in area.theme_ids if theme not in chosen] for area in areas}
    known = {area.id: area for area in areas}
    for theme, choice in sorted(chosen.items()):
        area = ids.get(choice.casefold()) or make_area_id(choice)
        known.setdefault(area, Area(area, (Name("und", choice),), ()))
        themes.setdefault(area, []).append(theme)
    return [replace(known[area], theme_ids=tuple(sorted(themes[area])))
            for area in sorted(known) if themes[area]]  # fmt: skip
