"""People's decisions: an event log, applied over the grouping.

Invariant: `assignments` is a pure function of `grouped` and the standing events. So a decision
holds whatever is grouped later, and undoing it restores every count.
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


def append_event(connection: duckdb.DuckDBPyConnection, event: ThemeEvent, run: int) -> int:
    """Append an event; its number."""
    number = fetch_int(connection, "SELECT coalesce(max(no), 0) + 1 FROM events")
    payload = json.dumps(dict(event.told), ensure_ascii=False, sort_keys=True)
    run_sql_file(
        connection,
        "themes/add_event",
        number=number,
        noted_at=to_naive_utc(event.at),
        who=event.who,
        kind=event.kind,
        theme=event.theme_id,
        payload=payload,
        run=run,
    )
    return number


def load_events(connection: duckdb.DuckDBPyConnection) -> tuple[ThemeEvent, ...]:
    """All events, the oldest first."""
    return tuple(map(parse_event_row, fetch_rows(connection, "SELECT * FROM events ORDER BY no")))


def parse_event_row(row: Mapping[str, Any]) -> ThemeEvent:
    """A row of the events."""
    at: datetime | None = to_aware_utc(row["noted_at"])
    assert at is not None  # noqa: S101 - an event always has a time
    payload = json.loads(row["payload"])
    return ThemeEvent(row["no"], at, row["who"], row["kind"], row["theme_id"], payload)


def apply_decisions(connection: duckdb.DuckDBPyConnection, run: int) -> Overlay:
    """Apply all standing events to the grouping; the outcome is what is believed from `run` on."""
    overlay = replay(load_events(connection))
    given = {
        "new_redirects": _to_pair_table(
            ("id", "to_id"), [(theme, overlay.resolve_theme(theme)) for theme in overlay.redirects]
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


def dump_overrides(overrides: ThemeOverrides) -> str:
    """A theme's overrides as JSON."""
    return json.dumps(asdict(overrides), ensure_ascii=False, sort_keys=True, default=date.isoformat)


def parse_overrides(text: str | None) -> ThemeOverrides:
    """What `dump_overrides` wrote."""
    if not text:
        return ThemeOverrides()
    fields = json.loads(text)
    on = fields.pop("status_on")
    labels = tuple((code, name) for code, name in fields.pop("labels"))
    return ThemeOverrides(**fields, labels=labels, status_on=date.fromisoformat(on) if on else None)


def _find_themes_kept_empty(overlay: Overlay) -> list[str]:
    """Themes that live without an ask: pinned or declared ones that are not merged away."""
    pinned = {theme for theme, overrides in overlay.overrules.items() if overrides.pinned}
    declared = {theme for theme, made in overlay.made.items() if made.parent is None}
    return sorted(theme for theme in pinned | declared if theme not in overlay.redirects)


def _to_pair_table(names: tuple[str, str], pairs: Sequence[tuple[str, str | None]]) -> pa.Table:
    columns = ([pair[place] for pair in pairs] for place in (0, 1))
    return pa.table(
        {name: pa.array(column, pa.string()) for name, column in zip(names, columns, strict=True)}
    )


def _to_override_table(overlay: Overlay) -> pa.Table:
    rows = sorted(overlay.overrules.items())
    return pa.table(
        {
            "id": pa.array([theme for theme, _ in rows], pa.string()),
            "overrule": pa.array([dump_overrides(overrides) for _, overrides in rows], pa.string()),
            "named": pa.array([overrides.label for _, overrides in rows], pa.string()),
            "pinned": pa.array([overrides.pinned for _, overrides in rows], pa.bool_()),
        }
    )
