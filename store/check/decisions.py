"""People's decisions in the live store: that each can be read, and that themes follow them."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

import duckdb
import pyarrow as pa

from domain.decisions import EventKind, Overlay, ThemeEvent, replay
from store.check.invariant import Finding, Invariant, check_by_sql, skip_all
from store.files.connection import fetch_rows, fetch_sql_file
from store.tables.decisions import parse_event_row

_NUMBERS = Invariant(
    "event-numbers",
    "the numbers of decisions count up from 1",
    "{found} numbers of decisions are missing or stand twice",
)
_EVENTS = Invariant(
    "decisions",
    "every decision can be read, and is about known themes and decisions",
    "{found} decisions cannot be read, or are about themes or decisions that nobody knows",
)
_REDIRECTS = Invariant(
    "redirects",
    "merged themes lead where people sent them, and not in a circle",
    "{found} merged themes lead elsewhere than people sent them, or in a circle",
    "Run: earshot themes --regroup, and then: earshot check",
)
_FOLLOW = Invariant(
    "assignments-follow",
    "every ask counts where the grouping and the standing decisions say",
    "{found} asks count elsewhere than the grouping and the standing decisions say",
    "Run: earshot themes --regroup, and then: earshot check",
)
DECISIONS = (_NUMBERS, _EVENTS, _REDIRECTS, _FOLLOW)


def check_decisions(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Look at the decisions, and at what follows from them."""
    numbers = check_by_sql(connection, "live", _NUMBERS)
    rows = fetch_rows(connection, "SELECT * FROM events ORDER BY no")
    themes = {row["id"] for row in fetch_sql_file(connection, "check/theme_ids")}
    events, unread = [], []
    for row in rows:
        event = _parse(row, themes)
        if event is None:
            unread.append(str(row["no"]))
        else:
            events.append(event)
    found = _EVENTS.report(len(unread), unread)
    if unread:
        why = "not every decision can be read"
        return [numbers, found, *skip_all((_REDIRECTS, _FOLLOW), why)]
    _register(connection, replay(events))
    return [
        numbers,
        found,
        check_by_sql(connection, "live", _REDIRECTS),
        check_by_sql(connection, "live", _FOLLOW),
    ]


def _parse(row: Mapping[str, Any], themes: set[str]) -> ThemeEvent | None:
    """The decision, when it says all that its kind does of themes that are known."""
    try:
        event = parse_event_row(row)
        about = [event.theme_id] if event.theme_id else []
        payload = event.payload
        match event.kind:
            case "merge":
                about.append(payload["into"])
            case "split":
                about += [part["id"] for part in payload["into"]]
                _check_texts([ask for part in payload["into"] for ask in part["asks"]])
            case "move" | "declare":
                _check_texts(payload["asks"])
            case "undo":
                if not 0 < int(payload["event"]) < event.no:
                    return None
        # On its own, so that a payload that lacks what its kind needs shows here.
        replay([event])
    except (ValueError, KeyError, TypeError, AttributeError, AssertionError):
        return None
    is_known = event.kind in get_args(EventKind) and bool(event.who) and set(about) <= themes
    return event if is_known else None


def _check_texts(asks: Sequence[object]) -> None:
    if not isinstance(asks, list) or not all(isinstance(ask, str) for ask in asks):
        raise TypeError("not a list of ids")


def _register(connection: duckdb.DuckDBPyConnection, overlay: Overlay) -> None:
    redirects = {theme: overlay.resolve_theme(theme) for theme in overlay.redirects}
    for name, columns, pairs in (
        ("standing_redirects", ("id", "to_id"), redirects),
        ("standing_places", ("ask_id", "theme_id"), overlay.placed),
    ):
        table = pa.table(
            {
                columns[0]: pa.array(list(pairs), pa.string()),
                columns[1]: pa.array(list(pairs.values()), pa.string()),
            }
        )
        connection.register(name, table)
