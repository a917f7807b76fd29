"""What was begun and must be finished, by whoever writes next: noted in the store itself, in the
transaction that begins it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

import duckdb

from store.files.connection import fetch_sql_file, run_sql_file
from store.tables.rows import to_naive_utc

Task = Literal["erasure", "reports"]
"""`erasure`: files still hold what was erased. `reports`: themes and reports were made of it, and
are to be made anew."""


def note_unfinished(
    connection: duckdb.DuckDBPyConnection, task: Task, now: datetime, detail: Mapping[str, Any]
) -> None:
    """Note, in the open transaction, that this is still to be done."""
    run_sql_file(
        connection,
        "erase/note_unfinished",
        kind=task,
        begun_at=to_naive_utc(now),
        detail=json.dumps(dict(detail), ensure_ascii=False, sort_keys=True),
    )


def read_unfinished(connection: duckdb.DuckDBPyConnection, task: Task) -> list[dict[str, Any]]:
    """The details of what is still to be done, the oldest first."""
    found = fetch_sql_file(connection, "erase/unfinished", kind=task)
    return [json.loads(row["detail"]) for row in found]


def mark_finished(connection: duckdb.DuckDBPyConnection, task: Task) -> None:
    """All of this is done."""
    run_sql_file(connection, "erase/finish", kind=task)
