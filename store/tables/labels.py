"""What themes and areas are called in each language: saved with a grouping, read with counts."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import duckdb
import pyarrow as pa

from domain.counts import AreaCount
from domain.themes import Area, Name, Theme
from store.files.connection import run_sql_file

_NAMES = pa.list_(
    pa.struct(
        [("language", pa.string()), ("label", pa.string()), ("keywords", pa.list_(pa.string()))]
    )
)
_THEME_NAMES = pa.schema([("theme_id", pa.string()), ("names", _NAMES)])
_AREAS = pa.schema([("id", pa.string()), ("names", _NAMES), ("theme_ids", pa.list_(pa.string()))])


def save_names(connection: duckdb.DuckDBPyConnection, themes: Sequence[Theme]) -> None:
    """Make these what these themes are called, inside the open transaction; others keep theirs."""
    named = [{"theme_id": theme.id, "names": _to_name_rows(theme.names)} for theme in themes]
    connection.register("new_names", pa.Table.from_pylist(named, schema=_THEME_NAMES))
    run_sql_file(connection, "themes/save_names")
    connection.unregister("new_names")


def save_areas(connection: duckdb.DuckDBPyConnection, areas: Sequence[Area]) -> None:
    """Make these the areas, inside the open transaction."""
    connection.register("new_areas", to_area_table(areas))
    run_sql_file(connection, "themes/save_areas")
    connection.unregister("new_areas")


def to_area_table(areas: Sequence[Area]) -> pa.Table:
    """Areas as rows."""
    gathered = [
        {"id": area.id, "names": _to_name_rows(area.names), "theme_ids": list(area.theme_ids)}
        for area in areas
    ]
    return pa.Table.from_pylist(gathered, schema=_AREAS)


def parse_name_rows(rows: Sequence[Mapping[str, Any]] | None) -> tuple[Name, ...]:
    """Names as the store keeps them."""
    return tuple(
        Name(row["language"], row["label"], tuple(row["keywords"] or ())) for row in rows or ()
    )


def parse_area_row(row: Mapping[str, Any]) -> Area:
    """An area as the store keeps it."""
    return Area(row["id"], parse_name_rows(row["names"]), tuple(row["theme_ids"]))


def count_area(area: Area, asks: int, counted: int, conversations: int) -> AreaCount:
    """An area with its asks and the conversations `counted` in it; `conversations` are all of the
    period."""
    return AreaCount(
        id=area.id,
        label=area.names[0].label if area.names else area.id,
        theme_ids=area.theme_ids,
        asks=asks,
        conversations=counted,
        share=counted / conversations if conversations else 0.0,
        names=area.names,
    )


def _to_name_rows(names: Sequence[Name]) -> list[dict[str, Any]]:
    return [{**asdict(name), "keywords": list(name.keywords)} for name in names]
