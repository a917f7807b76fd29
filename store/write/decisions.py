"""What people decide, kept as events and laid over what the grouping says.

Invariant: what is believed is a pure function of `grouped` and the standing events; so a grouping
is laid under what people did, whenever they did it, and undoing an event restores every count.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import duckdb
import pyarrow as pa

from domain.decisions import Overlay, ThemeEvent, ThemeOverrides, replay
from store.files.connection import fetch_int, fetch_rows, run_sql_file
from store.tables.rows import to_aware_utc, to_naive_utc

_INSERT_EVENT = (
    "INSERT INTO events BY NAME SELECT ? AS no, ? AS noted_at, ? AS who, ? AS kind, ? AS theme_id, "
    "? AS told, ? AS run"
)


def append_event(connection: duckdb.DuckDBPyConnection, event: ThemeEvent, run: int) -> int:
    """Append an event; its number."""
    number = fetch_int(connection, "SELECT coalesce(max(no), 0) + 1 FROM events")
    told = json.dumps(dict(event.told), ensure_ascii=False, sort_keys=True)
    connection.execute(
        _INSERT_EVENT,
        [number, to_naive_utc(event.at), event.who, event.kind, event.theme_id, told, run],
    )
    return number


def load_events(connection: duckdb.DuckDBPyConnection) -> tuple[ThemeEvent, ...]:
    """All events, the oldest first."""
    return tuple(map(parse_event_row, fetch_rows(connection, "SELECT * FROM events ORDER BY no")))


def parse_event_row(row: Mapping[str, Any]) -> ThemeEvent:
    """A row of the events."""
    at: datetime | None = to_aware_utc(row["noted_at"])
    assert at is not None  # noqa: S101 - an event always has a time
    told = json.loads(row["told"])
    return ThemeEvent(row["no"], at, row["who"], row["kind"], row["theme_id"], told)


def apply_decisions(connection: duckdb.DuckDBPyConnection, run: int) -> Overlay:
    """Make what the grouping says, with all standing events laid over it, what is believed."""
    overlay = replay(load_events(connection))
    given = {
        "new_redirects": _to_pair_table(
            ("id", "to_id"), [(told, overlay.resolve_theme(told)) for told in overlay.redirects]
        ),
        "new_placed": _to_pair_table(("ask_id", "theme_id"), list(overlay.placed.items())),
        "new_overrules": _to_override_table(overlay),
        "new_kept": pa.table({"id": pa.array(_find_themes_kept_empty(overlay), pa.string())}),
    }
    for name, table in given.items():
        connection.register(name, table)
    run_sql_file(connection, "themes/lay_over", run=run)
    for name in given:
        connection.unregister(name)
    return overlay


def dump_overrides(told: ThemeOverrides) -> str:
    """What people say of a theme, as it is stored."""
    return json.dumps(asdict(told), ensure_ascii=False, sort_keys=True, default=date.isoformat)


def parse_overrides(text: str | None) -> ThemeOverrides:
    """What `dump_overrides` wrote."""
    if not text:
        return ThemeOverrides()
    told = json.loads(text)
    on = told.pop("status_on")
    labels = tuple((code, name) for code, name in told.pop("labels"))
    return ThemeOverrides(**told, labels=labels, status_on=date.fromisoformat(on) if on else None)


def _find_themes_kept_empty(overlay: Overlay) -> list[str]:
    """Themes that live without an ask: pinned or declared ones that are not merged away."""
    pinned = {theme for theme, told in overlay.overrules.items() if told.pinned}
    declared = {theme for theme, made in overlay.made.items() if made.parent is None}
    return sorted(theme for theme in pinned | declared if theme not in overlay.redirects)


def _to_pair_table(names: tuple[str, str], told: Sequence[tuple[str, str | None]]) -> pa.Table:
    columns = ([pair[place] for pair in told] for place in (0, 1))
    return pa.table(
        {name: pa.array(column, pa.string()) for name, column in zip(names, columns, strict=True)}
    )


def _to_override_table(overlay: Overlay) -> pa.Table:
    said = sorted(overlay.overrules.items())
    return pa.table(
        {
            "id": pa.array([theme for theme, _ in said], pa.string()),
            "overrule": pa.array([dump_overrides(told) for _, told in said], pa.string()),
            "named": pa.array([told.label for _, told in said], pa.string()),
            "pinned": pa.array([told.pinned for _, told in said], pa.bool_()),
        }
    )
