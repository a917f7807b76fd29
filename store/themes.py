"""Saving what a grouping found, bitemporally."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from domain import Assignment, LineageEvent, Theme
from store.database import run_file, value
from store.rows import naive

_THEMES = pa.schema(
    [
        ("id", pa.string()),
        ("label", pa.string()),
        ("keywords", pa.list_(pa.string())),
        ("quotes", pa.list_(pa.string())),
        ("floor", pa.float64()),
        ("centroid", pa.list_(pa.float32())),
    ]
)
_ASSIGNMENTS = pa.schema(
    [("ask_id", pa.string()), ("theme_id", pa.string()), ("strength", pa.float64())]
)


@dataclass(frozen=True, slots=True)
class GroupingRun:
    """How a grouping was made."""

    model: str
    fingerprint: str
    """Of the model whose vectors were grouped."""
    settings: Mapping[str, Any]
    space: Mapping[str, NDArray[np.float32]]
    """What brings a vector into the space of the centroids, frozen with them."""


def save_grouping(
    connection: duckdb.DuckDBPyConnection,
    now: datetime,
    run: GroupingRun,
    themes: Sequence[Theme],
    assignments: Sequence[Assignment],
    events: Sequence[LineageEvent],
) -> None:
    """Write themes, assignments and history of one run inside the open transaction."""
    number = value(connection, "SELECT coalesce(max(no), 0) + 1 FROM runs")
    connection.execute(
        "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?)",
        [
            number,
            naive(now),
            run.model,
            run.fingerprint,
            json.dumps(dict(run.settings), sort_keys=True),
            pack(run.space),
        ],
    )
    connection.register("new_themes", _theme_table(themes))
    connection.register("new_assignments", _assignment_table(assignments))
    run_file(connection, "save_grouping", run=number)
    connection.unregister("new_themes")
    connection.unregister("new_assignments")
    if events:
        connection.executemany(
            "INSERT INTO lineage VALUES (?, ?, ?, ?, ?, ?)",
            [
                (number, naive(event.at), event.kind, event.theme_id, event.other_id, event.moved)
                for event in events
            ],
        )


def pack(space: Mapping[str, NDArray[np.float32]]) -> bytes:
    """Arrays by name as the bytes of an .npz file."""
    buffer = io.BytesIO()
    np.savez(buffer, **{name: space[name] for name in sorted(space)})  # type: ignore[arg-type]
    return buffer.getvalue()


def unpack(blob: bytes) -> dict[str, NDArray[np.float32]]:
    """What `pack` packed."""
    with np.load(io.BytesIO(blob), allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def _theme_table(themes: Sequence[Theme]) -> pa.Table:
    rows = [
        {
            "id": theme.id,
            "label": theme.label,
            "keywords": list(theme.keywords),
            "quotes": list(theme.quotes),
            "floor": theme.floor,
            "centroid": theme.centroid.tolist() if theme.centroid is not None else None,
        }
        for theme in themes
    ]
    return pa.Table.from_pylist(rows, schema=_THEMES)


def _assignment_table(assignments: Sequence[Assignment]) -> pa.Table:
    rows = [
        {"ask_id": told.ask_id, "theme_id": told.theme_id, "strength": told.strength}
        for told in assignments
    ]
    return pa.Table.from_pylist(rows, schema=_ASSIGNMENTS)
