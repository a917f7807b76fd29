"""Saving what a grouping found, bitemporally."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from domain.decisions import ThemeEvent
from domain.errors import EarshotError
from domain.themes import (
    DEFAULT_LIFECYCLE_THRESHOLDS,
    Assignment,
    LifecycleThresholds,
    LineageEvent,
    Theme,
)
from store.files.connection import fetch_int, load_sql, run_sql_file
from store.tables.areas import save_area_versions
from store.tables.arrays import pack_arrays
from store.tables.rows import to_naive_utc
from store.write.decisions import append_event, apply_decisions
from store.write.vector_cache import hash_texts

_THEMES = pa.schema(
    [
        ("id", pa.string()),
        ("label", pa.string()),
        ("keywords", pa.list_(pa.string())),
        ("quotes", pa.list_(pa.string())),
        ("min_similarity", pa.float64()),
        ("centroid", pa.list_(pa.float32())),
        ("born_at", pa.timestamp("us")),
    ]
)
_ASSIGNMENTS = pa.schema(
    [("ask_id", pa.string()), ("theme_id", pa.string()), ("confidence", pa.float64())]
)
_LINEAGE = pa.schema(
    [
        ("run", pa.int32()),
        ("noted_at", pa.timestamp("us")),
        *((name, pa.string()) for name in ("kind", "theme_id", "other_id")),
        ("moved", pa.int32()),
        ("who", pa.string()),
    ]
)


@dataclass(frozen=True, slots=True)
class GroupingRun:
    """How a grouping was made."""

    model: str
    fingerprint: str
    """Of the model whose vectors were grouped."""
    settings: Mapping[str, Any]
    space: Mapping[str, NDArray[np.float32]]
    """What brings a vector into the space of the centroids, frozen with them. Not kept again by an
    assignment, which works in the space of the grouping before it."""
    kind: Literal["regroup", "assign"] = "regroup"
    seen: Collection[str] | None = None
    """Ids of the asks it decided about; None for all there are."""
    base: int | None = None
    """Number of the regrouping whose space it worked in; None for a regrouping."""
    patience: LifecycleThresholds = DEFAULT_LIFECYCLE_THRESHOLDS


class StaleGrouping(EarshotError):
    """Another regrouping came in between: the space that was worked in is gone."""

    problem = "overtaken"
    status = 409

    def __init__(self) -> None:
        super().__init__("Everything was grouped anew meanwhile. Run `earshot themes` again.")


def save_grouping(
    connection: duckdb.DuckDBPyConnection,
    now: datetime,
    run: GroupingRun,
    themes: Sequence[Theme],
    assignments: Sequence[Assignment],
    events: Sequence[LineageEvent],
) -> None:
    """Write themes, assignments and history of one run inside the open transaction, and
    apply over them what people have decided up to now. Raises `StaleGrouping`."""
    newest = fetch_int(connection, "SELECT coalesce(max(no), 0) FROM runs WHERE kind = 'regroup'")
    if run.base not in (None, newest):
        raise StaleGrouping
    number = begin_run(connection, now, run.kind, "grouping")
    _record_run(connection, number, run)
    seen = run.seen if run.seen is not None else _find_grouped_asks(connection, assignments)
    given = {
        "new_themes": _to_theme_table(themes),
        "new_assignments": _to_assignment_table(assignments),
        "seen": pa.table({"ask_id": pa.array(sorted(seen), pa.string())}),
    }
    for name, table in given.items():
        connection.register(name, table)
    is_regroup = run.kind == "regroup"
    run_sql_file(connection, "themes/save_grouping", run=number, is_regroup=is_regroup)
    for name in given:
        connection.unregister(name)
    append_lineage(connection, number, events)
    apply_decisions(connection, number)
    update_lifecycles(connection, number, now, run.patience)
    run_sql_file(connection, "themes/version_themes", run=number, is_regroup=is_regroup)
    save_area_versions(connection, number)


def save_decision(
    connection: duckdb.DuckDBPyConnection,
    now: datetime,
    event: ThemeEvent,
    themes: Sequence[Theme],
    lineage: Sequence[LineageEvent],
) -> int:
    """Keep a person's decision inside the open transaction and apply it over the grouping;
    its number. `themes` are those it makes."""
    run = begin_run(connection, now, "people", event.who)
    number = append_event(connection, event, run)
    connection.register("new_themes", _to_theme_table(themes))
    run_sql_file(connection, "themes/add_themes", run=run)
    connection.unregister("new_themes")
    append_lineage(connection, run, lineage)
    apply_decisions(connection, run)
    run_sql_file(connection, "themes/version_themes", run=run, is_regroup=False)
    save_area_versions(connection, run)
    return number


def begin_run(connection: duckdb.DuckDBPyConnection, now: datetime, kind: str, who: str) -> int:
    """Open a run: a moment from which something else is believed. Its number."""
    number = fetch_int(connection, "SELECT coalesce(max(no), 0) + 1 FROM runs")
    run_sql_file(
        connection,
        "themes/begin_run",
        number=number,
        run_at=to_naive_utc(now),
        kind=kind,
        who=who,
        revision=fetch_int(connection, load_sql("publish/next_revision")),
    )
    return number


def append_lineage(
    connection: duckdb.DuckDBPyConnection, number: int, events: Sequence[LineageEvent]
) -> None:
    """Add to the history of themes."""
    rows = [
        {
            "run": number,
            "noted_at": to_naive_utc(event.at),
            "kind": event.kind,
            "theme_id": event.theme_id,
            "other_id": event.other_id,
            "moved": event.moved,
            "who": event.who,
        }
        for event in events
    ]
    if rows:
        connection.register("new_lineage", pa.Table.from_pylist(rows, schema=_LINEAGE))
        connection.execute("INSERT INTO lineage BY NAME SELECT * FROM new_lineage")
        connection.unregister("new_lineage")


def update_lifecycles(
    connection: duckdb.DuckDBPyConnection, number: int, now: datetime, patience: LifecycleThresholds
) -> None:
    """Note where each theme stands in its life."""
    run_sql_file(
        connection,
        "themes/update_lifecycles",
        run=number,
        now=to_naive_utc(now),
        clock=to_naive_utc(now),
        emerging_days=patience.emerging_days,
        ageing_days=patience.ageing_days,
        retire_days=patience.retire_days,
    )


def _record_run(connection: duckdb.DuckDBPyConnection, number: int, run: GroupingRun) -> None:
    is_regroup = run.kind == "regroup"
    run_sql_file(
        connection,
        "themes/record_run",
        number=number,
        is_regroup=is_regroup,
        model=run.model,
        fingerprint=run.fingerprint,
        settings=json.dumps(dict(run.settings), sort_keys=True),
        space=pack_arrays(run.space) if is_regroup else None,
    )


def _find_grouped_asks(
    connection: duckdb.DuckDBPyConnection, assignments: Sequence[Assignment]
) -> set[str]:
    known = connection.execute("SELECT DISTINCT ask_id FROM grouped").fetchall()
    return {row[0] for row in known} | {assignment.ask_id for assignment in assignments}


def _to_theme_table(themes: Sequence[Theme]) -> pa.Table:
    rows = [
        {
            "id": theme.id,
            "label": theme.label,
            "keywords": list(theme.keywords),
            "quotes": list(theme.quotes),
            "min_similarity": theme.min_similarity,
            "centroid": theme.centroid.tolist() if theme.centroid is not None else None,
            "born_at": to_naive_utc(theme.born_at),
        }
        for theme in themes
    ]
    return pa.Table.from_pylist(rows, schema=_THEMES)


def _to_assignment_table(assignments: Sequence[Assignment]) -> pa.Table:
    rows = [
        {"ask_id": new.ask_id, "theme_id": new.theme_id, "confidence": new.confidence}
        for new in assignments
    ]
    return pa.Table.from_pylist(rows, schema=_ASSIGNMENTS)


def note_answers(
    connection: duckdb.DuckDBPyConnection, secret: bytes, answers: Mapping[str, str]
) -> None:
    """Note the embedded answers (ask id -> text) by their keyed digests, beside those noted
    before."""
    asks = sorted(answers)
    digests = hash_texts(secret, [answers[ask] for ask in asks])
    table = pa.table(
        {
            "ask_id": pa.array(asks, pa.string()),
            "digest": pa.array([bytes(one) for one in digests], pa.binary()),
        }
    )
    connection.register("new_answers", table)
    run_sql_file(connection, "themes/note_answers")
    connection.unregister("new_answers")
