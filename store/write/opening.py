"""What every writing begins with, under the lock: is the workspace whole, is everything published
that was committed, is everything finished that was begun? A process may die anywhere."""

from datetime import datetime
from functools import partial

import duckdb
import pyarrow as pa

from domain.errors import DamagedStore
from store.files.connection import fetch_sql_file, run_sql_file
from store.files.faults import explain_faults
from store.files.home import Home, compute_key_check
from store.files.leftovers import sweep_leftovers
from store.files.snapshots import find_manifest
from store.files.tombstones import (
    Tombstones,
    add_digests,
    hash_conversation,
    read_tombstones,
)
from store.migrations.run import open_migrated
from store.tables.rows import to_aware_utc, to_naive_utc
from store.write.erased_files import clean_erased_files
from store.write.erasure import erase_conversations, find_restored, find_stubs
from store.write.publication import commit_changes, publish_missing, read_revision
from store.write.vector_cache import sweep_vectors


def open_store(home: Home, now: datetime) -> duckdb.DuckDBPyConnection:
    """The live database, brought to the newest schema, whole and published.

    The caller holds the writer's lock. Raises `DamagedStore`, `DiskFull`, `NewerSchema`.
    """
    sweep_leftovers(home)
    sweep_vectors(home)
    key = home.load_key()
    _check_live_database(home)
    with explain_faults(home, describe_damage(home)):
        connection = open_migrated(home.live, partial(_check_revision, home))
    try:
        with explain_faults(home, describe_damage(home)):
            _check_key(connection, home, key)
            run_sql_file(connection, "ingest/now")
            tombstones = _join_tombstones(connection, home, key)
            _erase_restored(connection, home, tombstones, now)
            publish_missing(connection, home, now)
            return clean_files(connection, home, now)
    except BaseException:
        connection.close()
        raise


def clean_files(
    connection: duckdb.DuckDBPyConnection, home: Home, now: datetime
) -> duckdb.DuckDBPyConnection:
    """Finish the erasures that are still in files; the connection to go on with."""
    cleaned = clean_erased_files(connection, home, now)
    if cleaned is not connection:
        run_sql_file(cleaned, "ingest/now")
    return cleaned


def describe_damage(home: Home) -> str:
    """What to do when the live database cannot be read."""
    return (
        f"The database {home.live} is damaged. Restore the workspace from a backup: the folder "
        f"{home.path} as a whole. What is published can still be read. Nothing was changed."
    )


def _check_live_database(home: Home) -> None:
    if home.live.exists() and home.live.stat().st_size:
        return
    manifest = find_manifest(home)
    if manifest is not None or home.has_data() or any(home.path.glob("live.duckdb?*")):
        what = f"snapshot {manifest.number}" if manifest else "something"
        raise DamagedStore(
            f"The database {home.live} is missing or empty, but {what} of this workspace is "
            "published. Restore it from a backup. To begin anew instead, move "
            f"{home.path} away. Nothing was changed."
        )


def _check_revision(home: Home, connection: duckdb.DuckDBPyConnection, schema: int) -> None:
    """The database must not be older than what is published."""
    manifest = find_manifest(home)
    revision = read_revision(connection) if schema else 0
    if manifest is not None and manifest.revision > revision:
        raise DamagedStore(
            f"The database {home.live} is older (writing {revision}) than what is published "
            f"(writing {manifest.revision}): was this file alone restored? Restore {home.path} as "
            "a whole. To go on from the older database all the same, move "
            f"{home.current} and {home.snapshots} away. Nothing was changed."
        )


def _check_key(connection: duckdb.DuckDBPyConnection, home: Home, key: bytes) -> None:
    digest = compute_key_check(key)
    known = fetch_sql_file(connection, "ingest/get_meta", name="key_check")
    if not known:
        run_sql_file(connection, "ingest/set_meta", name="key_check", value=digest)
    elif known[0]["value"] != digest:
        raise DamagedStore(
            f"The key {home.key} is not the one that this workspace was made with: nobody would be "
            f"known again. Restore {home.secrets} from the same backup as {home.path}. Nothing was "
            "changed."
        )


def _join_tombstones(connection: duckdb.DuckDBPyConnection, home: Home, key: bytes) -> Tombstones:
    """All tombstones: of the file, of the store, of the stubs in it; each is written where it is
    missing."""
    outside = read_tombstones(home)
    kept = fetch_sql_file(connection, "erase/kept_tombstones")
    conversations = {row["digest"] for row in kept if row["kind"] == "conversation"}
    customers = {
        row["digest"]: at
        for row in kept
        if row["kind"] == "customer" and (at := to_aware_utc(row["forgotten_at"]))
    }
    stubs = {hash_conversation(key, *stub) for stub in find_stubs(connection)}
    every = outside.conversations | conversations | stubs
    latest = {
        digest: max(found.get(digest, at) for found in (outside.customers, customers))
        for digest, at in {**customers, **outside.customers}.items()
    }
    add_digests(
        home,
        every - outside.conversations,
        {digest: at for digest, at in latest.items() if outside.customers.get(digest) != at},
    )
    _keep_tombstones(
        connection,
        sorted(every - conversations),
        {digest: at for digest, at in latest.items() if customers.get(digest) != at},
    )
    return Tombstones(key, frozenset(every), latest)


def _keep_tombstones(
    connection: duckdb.DuckDBPyConnection, conversations: list[str], customers: dict[str, datetime]
) -> None:
    rows: list[tuple[str, str, datetime | None]]
    rows = [("conversation", digest, None) for digest in conversations]
    rows += [("customer", digest, to_naive_utc(at)) for digest, at in sorted(customers.items())]
    if not rows:
        return
    kinds, digests, times = zip(*rows, strict=True)
    table = pa.table(
        {
            "kind": pa.array(kinds, pa.string()),
            "digest": pa.array(digests, pa.string()),
            "forgotten_at": pa.array(times, pa.timestamp("us")),
        }
    )
    connection.register("new_tombstones", table)
    run_sql_file(connection, "erase/add_tombstones")
    connection.unregister("new_tombstones")


def _erase_restored(
    connection: duckdb.DuckDBPyConnection, home: Home, tombstones: Tombstones, now: datetime
) -> None:
    """Erase again, in a commit of its own, what a restored backup brought back, or what a killed
    erasure did not come to."""
    manifest = find_manifest(home)
    if (
        manifest is not None
        and manifest.forgotten == len(tombstones)
        and manifest.revision == read_revision(connection)
    ):
        return  # published, and so without them
    found = find_restored(connection, tombstones)
    if not found:
        return
    connection.execute("BEGIN")
    erase_conversations(connection, tombstones.key, found, now)
    commit_changes(connection, home, ("conversations", "themes"), now)
