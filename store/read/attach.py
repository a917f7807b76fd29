"""Connections that read one immutable snapshot and can do nothing else."""

import time
from pathlib import Path

import duckdb

from domain.errors import NothingYet
from store.files.connection import connect, run_sql_file
from store.files.home import Home
from store.files.snapshots import PARTS, Manifest, read_manifest
from store.migrations.older import upgrade_snapshot
from store.tables.kinds import create_kind_view
from store.tables.labels import create_name_views

_ATTEMPTS = 20
_SECONDS_BETWEEN = 0.05


def attach_newest(home: Home) -> tuple[duckdb.DuckDBPyConnection, Manifest]:
    """A locked connection on the newest snapshot, and which one that is.

    Raises `NothingYet` before the first import.
    """
    # Between reading the manifest and opening its files, three newer snapshots may come and the
    # files go: then the next look at the manifest names newer ones.
    for attempt in range(_ATTEMPTS):
        manifest = read_manifest(home.current)
        if manifest is None:
            raise NothingYet(
                "Nothing has been read into this workspace yet. "
                "Start with: earshot ingest conversations.jsonl"
            )
        connection = connect(None)
        try:
            for part in (part for part in PARTS if part in manifest.parts):
                attach_file(connection, home.snapshots / manifest.parts[part], part)
            upgrade_snapshot(connection, str(home.snapshots / manifest.parts["themes"]))
        except duckdb.IOException:
            connection.close()
            if attempt == _ATTEMPTS - 1:
                raise
            time.sleep(_SECONDS_BETWEEN)
        else:
            create_name_views(connection)
            create_kind_view(connection)
            lock_down(connection)
            return connection, manifest
    raise AssertionError("the loop above returns or raises")


def attach_file(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    """Attach a snapshot's file under `name`, read-only."""
    # ATTACH takes no parameters.
    connection.execute(f"ATTACH '{path}' AS {name} (READ_ONLY)")


def lock_down(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what a reader's statements share, then forbid files and settings for good.

    `voice`, `themes` and the views of names and kinds must be there.
    """
    run_sql_file(connection, "readers/views")
    run_sql_file(connection, "ranking/macros")
    run_sql_file(connection, "readers/lock_down")
