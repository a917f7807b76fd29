"""Connections that read one immutable snapshot and can do nothing else."""

import time

import duckdb

from domain.errors import DamagedStore, ErasurePending, NothingYet
from store.files.connection import connect, fetch_sql_file, run_sql_file
from store.files.home import Home
from store.files.snapshots import Manifest, find_manifest
from store.files.tombstones import read_tombstones
from store.migrations.attach import attach_snapshot

_ATTEMPTS = 20
_SECONDS_BETWEEN = 0.05


def attach_newest(home: Home) -> tuple[duckdb.DuckDBPyConnection, Manifest]:
    """A locked connection on the newest snapshot, and which one that is.

    Raises `NothingYet` before the first import, `NewerSchema` when a newer version published it,
    `DamagedStore` when one of its files is missing or damaged, and `ErasurePending` when it holds
    somebody who was forgotten.
    """
    # Between reading the manifest and opening its files, three newer snapshots may come and the
    # files go: then the next look at the manifest names newer ones. An erasure that is under way
    # is published in a moment.
    for attempt in range(_ATTEMPTS):
        manifest = find_manifest(home)
        if manifest is None:
            raise _explain_nothing(home)
        connection = connect(None)
        try:
            attach_snapshot(connection, home.snapshots, manifest)
            _check_tombstones(connection, home, manifest)
        except (duckdb.Error, ErasurePending) as error:
            connection.close()
            if attempt == _ATTEMPTS - 1:
                raise _explain_damage(error, manifest) from error
            time.sleep(_SECONDS_BETWEEN)
        except BaseException:
            connection.close()
            raise
        else:
            lock_down(connection)
            return connection, manifest
    raise AssertionError("the loop above returns or raises")


def describe_damaged_snapshot(manifest: Manifest) -> str:
    """What to do when a file of a snapshot cannot be read."""
    return (
        f"A file of snapshot {manifest.number} is missing or damaged. Run: earshot check --repair "
        "(it is made anew; nothing that was kept is lost)."
    )


def _explain_nothing(home: Home) -> NothingYet | DamagedStore:
    if home.current.exists() or any(home.snapshots.glob("*.duckdb")):
        return DamagedStore(
            f"Nothing is published in {home.path}: the file `current` and its copies in "
            "`snapshots` are missing or damaged. Run: earshot check --repair (it is published "
            "anew; nothing that was kept is lost)."
        )
    return NothingYet(
        "Nothing has been read into this workspace yet. "
        "Start with: earshot ingest conversations.jsonl"
    )


def _explain_damage(error: duckdb.Error | ErasurePending, manifest: Manifest) -> Exception:
    if isinstance(error, ErasurePending):
        return error
    return DamagedStore(describe_damaged_snapshot(manifest))


def _check_tombstones(
    connection: duckdb.DuckDBPyConnection, home: Home, manifest: Manifest
) -> None:
    """Raises `ErasurePending` when the snapshot holds a conversation that was forgotten."""
    tombstones = read_tombstones(home)
    if len(tombstones) <= manifest.forgotten:
        return
    for row in fetch_sql_file(connection, "conversations/identities_with_words"):
        if tombstones.is_key_forgotten(row["source"], row["key"]):
            raise ErasurePending


def lock_down(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what a reader's statements share, then forbid files and settings for good.

    The parts `conversations` and `themes` must be attached.
    """
    run_sql_file(connection, "publish/short_names")
    run_sql_file(connection, "readers/views")
    run_sql_file(connection, "ranking/macros")
    run_sql_file(connection, "readers/lock_down")
