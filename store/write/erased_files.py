"""The second half of an erasure: taking the bytes out of every file that held them.

It may stop anywhere and be begun again: what has still to be done stands in the store until all of
it is done.
"""

import re
from datetime import datetime
from pathlib import Path

import duckdb
import numpy as np

from store.files.atomic import move_into_place
from store.files.connection import attach_database, connect, fetch_rows
from store.files.home import Home
from store.files.leftovers import REWRITTEN
from store.files.snapshots import prune_snapshots
from store.migrations.run import remove_copies
from store.write.unfinished import mark_finished, note_unfinished, read_unfinished
from store.write.vector_cache import drop_digests

_LANGUAGE = re.compile(rb'<html[^>]*\blang="(\w+)"')


def clean_erased_files(
    connection: duckdb.DuckDBPyConnection, home: Home, now: datetime
) -> duckdb.DuckDBPyConnection:
    """Finish the erasures that are still in files: vectors, reports, what a language model was
    told, snapshots of before, copies, and the pages that deleted rows leave in the database. A
    snapshot without them was published before. The connection to go on with: the database was
    written anew.
    """
    begun = read_unfinished(connection, "erasure")
    if not begun:
        return connection
    prune_snapshots(home, 1)
    hexes = sorted({digest for detail in begun for digest in detail["vectors"]})
    drop_digests(home, np.array([bytes.fromhex(one) for one in hexes], dtype="S16"))
    home.label_cache.unlink(missing_ok=True)
    _remove_reports(connection, home, now)
    remove_copies(home.live)
    connection.close()
    rewrite_database(home)
    connection = connect(home.live)
    mark_finished(connection, "erasure")
    return connection


def _remove_reports(connection: duckdb.DuckDBPyConnection, home: Home, now: datetime) -> None:
    """Remove the workspace's reports, and note which there were, and in which language."""
    files = sorted(path for path in home.reports.glob("*") if path.is_file())
    note_unfinished(
        connection, "reports", now, {"files": {path.name: _read_language(path) for path in files}}
    )
    for path in files:
        path.unlink()


def _read_language(path: Path) -> str | None:
    """The language that an HTML report says it is in."""
    with path.open("rb") as file:
        found = _LANGUAGE.search(file.read(2_000))
    return found[1].decode() if found else None


def rewrite_database(home: Home) -> None:
    """Write the live database anew, without the pages that deleted rows leave behind."""
    fresh = home.path / REWRITTEN
    _remove_database(fresh)
    connection = connect(home.live)
    try:
        connection.execute("CHECKPOINT")
        attach_database(connection, fresh, "fresh")
        name = fetch_rows(connection, "SELECT current_database() AS name")[0]["name"]
        connection.execute(f'COPY FROM DATABASE "{name}" TO fresh')
        connection.execute("DETACH fresh")
    finally:
        connection.close()
    move_into_place(fresh, home.live)
    _remove_database(home.live.with_name(home.live.name + ".wal"))


def _remove_database(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.with_name(path.name + ".wal").unlink(missing_ok=True)
