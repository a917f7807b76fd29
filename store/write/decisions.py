"""People's decisions: an event log, applied over the grouping.

Invariant: `assignments` is a pure function of `grouped` and the standing events. So a decision
holds whatever is grouped later, and undoing it restores every count.
"""

import json
from collections.abc import Sequence

import duckdb
import pyarrow as pa

from domain.decisions import Overlay, ThemeEvent, replay
from store.files.connection import fetch_int, fetch_rows, run_sql_file
from store.tables.decisions import dump_overrides, parse_event_row
from store.tables.rows import to_naive_utc


def append_event(connection: duckdb.DuckDBPyConnection, event: ThemeEvent, run: int) -> int:
    """Append an event; its number."""
    number = fetch_int(connection, "SELECT coalesce(max(no), 0) + 1 FROM events")
    payload = json.dumps(dict(event.payload), ensure_ascii=False, sort_keys=True)
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
    run_sql_file(connection, "themes/apply_decisions", run=run)
    for name in given:
        connection.unregister(name)
    return overlay


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
