"""Connections that read one immutable snapshot and can do nothing else."""

import time

import duckdb

from domain.errors import NothingYet
from store.files.connection import connect, run_sql_file
from store.files.home import Home
from store.files.snapshots import Manifest, read_manifest
from store.migrations.attach import attach_snapshot
from store.migrations.run import NewerSchema

_ATTEMPTS = 20
_SECONDS_BETWEEN = 0.05


def attach_newest(home: Home) -> tuple[duckdb.DuckDBPyConnection, Manifest]:
    """A locked connection on the newest snapshot, and which one that is.

    Raises `NothingYet` before the first import, `NewerSchema` when a newer version published it.
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
            attach_snapshot(connection, home.snapshots, manifest)
        except NewerSchema:
            connection.close()
            raise
        except duckdb.IOException:
            connection.close()
            if attempt == _ATTEMPTS - 1:
                raise
            time.sleep(_SECONDS_BETWEEN)
        else:
            lock_down(connection)
            return connection, manifest
    raise AssertionError("the loop above returns or raises")


def lock_down(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what a reader's statements share, then forbid files and settings for good.

    The parts `conversations` and `themes` must be attached.
    """
    run_sql_file(connection, "publish/short_names")
    run_sql_file(connection, "readers/views")
    run_sql_file(connection, "ranking/macros")
    run_sql_file(connection, "readers/lock_down")
