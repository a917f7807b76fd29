"""Connections that read one immutable snapshot and can do nothing else."""

import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from domain.errors import DamagedStore, ErasurePending, NothingYet
from store.files.connection import connect, fetch_sql_file, run_sql_file
from store.files.home import Home
from store.files.snapshots import Manifest, find_manifest
from store.files.tombstones import get_tombstones_path, read_tombstones
from store.migrations.attach import attach_snapshot
from store.read.answers import Answers

_ATTEMPTS = 20
_SECONDS_BETWEEN = 0.05


@dataclass(frozen=True, slots=True)
class OpenSnapshot:
    """A snapshot with its files open, for threads to share: each reads with a cursor of its own."""

    home: Home
    manifest: Manifest
    connection: duckdb.DuckDBPyConnection
    files: tuple[tuple[int, ...], ...]
    """What its files, the tombstones and the key looked like before they were opened."""
    facts: dict[str, Any] = field(default_factory=dict)
    """What readers worked out of it that no question changes, by name: a few numbers, and what its
    themes are called."""
    answers: Answers = field(default_factory=Answers)
    """What was asked of it last."""

    def is_current(self) -> bool:
        """Whether it is the newest, its files are as they were, and nobody was forgotten since."""
        try:
            newest = find_manifest(self.home)
        except OSError:
            return False
        return newest == self.manifest and _describe_files(self.home, newest) == self.files

    def close(self) -> None:
        """Close its files; cursors on it answer no more."""
        self.connection.close()


def open_newest(home: Home) -> OpenSnapshot:
    """The newest snapshot, opened. Raises what `attach_newest` does."""
    while True:
        before = find_manifest(home)
        files = _describe_files(home, before)
        connection, manifest = attach_newest(home)
        if manifest == before:
            return OpenSnapshot(home, manifest, connection, files)
        connection.close()  # a newer one came in between


def _describe_files(home: Home, manifest: Manifest | None) -> tuple[tuple[int, ...], ...]:
    parts = manifest.parts.values() if manifest else ()
    paths = [*(home.snapshots / name for name in parts), get_tombstones_path(home), home.key]
    return tuple(_describe_file(path) for path in paths)


def _describe_file(path: Path) -> tuple[int, ...]:
    """What changes when a file does; nothing where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - twice as fast, at every question
    except OSError:
        return ()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


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
            if "counted" not in manifest.parts:
                count_in_memory(connection)
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


def count_in_memory(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the part `counted`, as far as counts of themes need it, from the two others."""
    connection.execute("ATTACH ':memory:' AS counted")
    run_sql_file(connection, "readers/count_in_memory")


def lock_down(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what a reader's statements share, then forbid files and settings for good.

    The parts must be attached.
    """
    run_sql_file(connection, "publish/short_names")
    run_sql_file(connection, "readers/views")
    run_sql_file(connection, "ranking/macros")
    run_sql_file(connection, "readers/lock_down")
