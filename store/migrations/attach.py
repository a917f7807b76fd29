"""Attaching a snapshot for reading, whichever schema it was published with.

Readers must not write: what an older snapshot lacks is made in memory, as views of its parts and
empty tables, from the files in `read_<schema>/`. Today's queries then run on it unchanged.
"""

from importlib.resources import files
from pathlib import Path

import duckdb

from store.files.connection import attach_database
from store.files.snapshots import PARTS, Manifest
from store.migrations.run import check_schema

_PARTS_AS_THEY_ARE = 7
"""Schema since which the parts of a snapshot hold what is asked for today. A migration that changes
them raises it, and `read_<schema>/` says how the older ones are read."""
_TABLES = "SELECT table_name FROM duckdb_tables() WHERE database_name = ?"
_READ_BY_PART = {
    "conversations": (("conversations", None), ("ledger", "ask_ledger")),
    "themes": (
        ("identity", "every_theme"),
        ("names", "theme_names"),
        ("grouped_areas", "grouped_areas"),
        ("kinds", "ask_kinds"),
    ),
}
"""Part -> what it may hold, and the table that shows whether it does (None: always)."""
_PARTS_RENAMED = {"conversations": "voice"}
"""Part -> what an older manifest calls it."""


def attach_snapshot(
    connection: duckdb.DuckDBPyConnection, folder: Path, manifest: Manifest, prefix: str = ""
) -> None:
    """Attach the parts of the snapshot in `folder`, read-only, under their names after `prefix`.

    Raises `NewerSchema`, and `duckdb.IOException` when a file has gone.
    """
    check_schema(manifest.schema)
    is_older = manifest.schema < _PARTS_AS_THEY_ARE
    for part in PARTS:
        key = _PARTS_RENAMED.get(part, part) if is_older else part
        if key not in manifest.parts:
            continue
        path, name = folder / manifest.parts[key], prefix + part
        if is_older and part in _READ_BY_PART:
            _attach_older(connection, path, part, name)
        else:
            attach_database(connection, path, name, read_only=True)


def _attach_older(connection: duckdb.DuckDBPyConnection, path: Path, part: str, name: str) -> None:
    attach_database(connection, path, f"older_{part}", read_only=True)
    connection.execute(f"ATTACH ':memory:' AS {name}")
    known = {row[0] for row in connection.execute(_TABLES, [f"older_{part}"]).fetchall()}
    connection.execute(f"USE {name}")
    for what, table in _READ_BY_PART[part]:
        choice = what if table is None else f"with{'' if table in known else 'out'}_{what}"
        connection.execute(_load_read_sql(choice))
    connection.execute("USE memory")


def _load_read_sql(name: str) -> str:
    return (files("store.migrations") / "read_0001" / f"{name}.sql").read_text(encoding="utf-8")
