"""Commit, and publish what was committed; what a commit left unpublished is published later."""

from collections.abc import Collection
from datetime import datetime
from functools import partial

import duckdb

from store.files.connection import fetch_int, load_sql, run_sql_file
from store.files.home import Home
from store.files.snapshots import (
    KEPT_SNAPSHOTS,
    PARTS,
    Manifest,
    find_next_number,
    is_complete,
    publish_snapshot,
    read_manifest,
)
from store.files.tombstones import read_tombstones
from store.migrations.run import find_newest_schema
from store.tables.rows import to_naive_utc


def read_revision(connection: duckdb.DuckDBPyConnection) -> int:
    """The number of the last writing that was committed; 0 before any."""
    return fetch_int(connection, load_sql("publish/next_revision")) - 1


def commit_changes(
    connection: duckdb.DuckDBPyConnection, home: Home, changed: Collection[str], now: datetime
) -> None:
    """Commit the open transaction as the next revision."""
    revision = read_revision(connection) + 1
    run_sql_file(connection, "ingest/set_meta", name="revision", value=str(revision))
    run_sql_file(
        connection,
        "publish/record_commit",
        revision=revision,
        now=to_naive_utc(now),
        snapshot=find_next_number(home),
    )
    if "conversations" in changed:
        run_sql_file(connection, "ingest/note_asks", revision=revision)
    connection.execute("COMMIT")


def publish_changes(
    connection: duckdb.DuckDBPyConnection, home: Home, changed: Collection[str], now: datetime
) -> Manifest:
    """Publish the last commit; of the snapshots before it, none stays while words of an erasure may
    be in them. Every earlier commit must have been published."""
    erasing = fetch_int(connection, "SELECT count(*) FROM unfinished WHERE kind = 'erasure'") > 0
    publish = partial(
        publish_snapshot,
        connection,
        home,
        revision=read_revision(connection),
        now=now,
        schema=find_newest_schema(),
        forgotten=len(read_tombstones(home)),
        kept=1 if erasing else KEPT_SNAPSHOTS,
    )
    try:
        return publish(changed)
    except duckdb.Error:
        if set(changed) == set(PARTS):
            raise
    return publish(PARTS)  # a part that was to stay is damaged


def publish_missing(connection: duckdb.DuckDBPyConnection, home: Home, now: datetime) -> None:
    """Publish everything anew where what readers see is not the last commit, whole: after a kill,
    a full disk, a migration, a lost file or a restored backup."""
    revision, manifest = read_revision(connection), read_manifest(home.current)
    if not revision:
        return
    if manifest is not None and manifest.schema < find_newest_schema():
        # A writing of its own: from it on, what older versions did not write down is known.
        connection.execute("BEGIN")
        commit_changes(connection, home, PARTS, now)
        publish_changes(connection, home, PARTS, now)
    elif (
        manifest is None
        or manifest.revision < revision
        or manifest.forgotten != len(read_tombstones(home))
        or not is_complete(home, manifest)
    ):
        publish_changes(connection, home, PARTS, now)
