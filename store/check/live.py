"""The live store: that it can be read, that its rows fit together, that it is what is published.

The caller holds the writer's lock.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing

import duckdb

from store.check.databases import open_read_only, read_to_end
from store.check.decisions import DECISIONS, check_decisions
from store.check.invariant import (
    REPAIR,
    Finding,
    Invariant,
    check_by_sql,
    skip_all,
)
from store.check.rows import ROWS
from store.check.tombstones import Secrets, register_forgotten
from store.files.connection import connect, fetch_sql_file, run_sql_file
from store.files.home import Home, compute_key_check
from store.files.snapshots import Manifest
from store.migrations.attach import attach_snapshot
from store.migrations.run import find_newest_schema, read_schema, run_migrations
from store.write.publication import read_revision

THERE = Invariant(
    "live",
    "the live store is there",
    "the live store is missing beside what was published from it",
    "Stop what writes, restore live.duckdb from a backup with the rest of the home, and run: "
    "earshot check",
)
READABLE = Invariant(
    "live-readable",
    "the live store can be read to its end, and what was written last can be replayed",
    "the live store is damaged",
)
SCHEMA = Invariant(
    "live-schema",
    "this version of Earshot knows the schema of the live store",
    "a newer version of Earshot wrote the live store",
    "Update Earshot, and run: earshot check",
)
TABLES = Invariant(
    "live-tables",
    "the live store has the tables and columns of its schema",
    "{found} columns of the live store are missing or of another type",
)
KEY_FITS = Invariant(
    "key-fits",
    "the key is the one that the store's identities were hashed with",
    "the key is another than the one that the store's identities were hashed with",
    "Restore the folder of the secrets from the backup that the home is from, and run: "
    "earshot check",
)
RESTORED = Invariant(
    "restored",
    "nothing that was erased is back in the live store",
    "{found} erased conversations are back in the live store, as after restoring a backup",
    "Run: earshot check --repair. It erases them again.",
)
STUB_TOMBSTONES = Invariant(
    "stub-tombstones",
    "every erased conversation has its tombstone",
    "{found} erased conversations have no tombstone: reading their file again brings them back",
    "Run: earshot check --repair. It writes them again from what the store keeps; for those of "
    "customers, restore the file `forgotten` of the secrets from the newest backup first.",
)
UNFINISHED = Invariant(
    "unfinished",
    "nothing was begun and not finished",
    "{found} tasks were begun and not finished",
    "Run: earshot check --repair. If it is so still, run: earshot themes (it makes anew what an "
    "erasure took away).",
)
AHEAD = Invariant(
    "revision-ahead",
    "everything that was committed is published",
    "something was committed and not published",
    "Run: earshot check --repair. The next writing of any kind publishes it too.",
)
BEHIND = Invariant(
    "revision-behind",
    "the live store is as new as what was published from it",
    "the live store is older than what was published from it, as after restoring it alone",
    "Stop what writes, restore live.duckdb, current and snapshots/ from one backup, and run: "
    "earshot check",
)
PUBLISHED_ROWS = Invariant(
    "published-rows",
    "what is published is what the live store holds",
    "{found} tables are published otherwise than the live store holds them",
    REPAIR,
)
_FOUNDATION = (THERE, READABLE, SCHEMA, TABLES)
_ERASURE = (KEY_FITS, RESTORED, STUB_TOMBSTONES, UNFINISHED)
_PUBLICATION = (AHEAD, BEHIND, PUBLISHED_ROWS)
LIVE = (*_FOUNDATION, *ROWS, *DECISIONS, *_ERASURE, *_PUBLICATION)
_UNSAFE = frozenset(one.slug for one in (*_FOUNDATION, *ROWS, *DECISIONS, KEY_FITS, BEHIND))
"""Where one of these is off, publishing anew might put what is wrong in place of what is right."""


def check_live(
    home: Home, manifest: Manifest | None, is_begun: bool, secrets: Secrets
) -> Iterator[Finding]:
    """Look at the live store, and compare it with `manifest`; `is_begun` says whether anything was
    ever published."""
    if not home.live.exists():
        yield THERE.report(int(is_begun))
        yield from skip_all(LIVE[1:], "there is no live store")
        return
    yield THERE.report(0)
    try:
        with closing(open_read_only(home.live)) as connection:
            read_to_end(connection)
            found = read_schema(connection)
    except (duckdb.Error, OSError):
        yield READABLE.report(1)
        yield from skip_all(LIVE[2:], "the live store cannot be read")
        return
    yield READABLE.report(0)
    yield SCHEMA.report(int(found > find_newest_schema()))
    if found != find_newest_schema():
        why = f"the live store is of schema {found}; the next writing brings an older one up"
        yield from skip_all((TABLES, *ROWS, *DECISIONS, *_ERASURE), why)
        with closing(open_read_only(home.live)) as connection:
            yield from _check_publication(connection, home, manifest, is_begun)
        return
    # Anew: what a fault of the one connection left must not colour what the other says.
    with closing(open_read_only(home.live)) as connection:
        yield from _check_store(connection, home, manifest, is_begun, secrets)


def check_fit(home: Home, manifest: Manifest | None, secrets: Secrets) -> Iterator[Finding]:
    """Whether the live store opens, and goes with its key, its tombstones and what is published:
    what can be said at once, without reading it whole. No writer may be at work."""
    try:
        with closing(open_read_only(home.live)) as connection:
            yield READABLE.report(0)
            if read_schema(connection) == find_newest_schema():
                run_sql_file(connection, "ingest/now")
                yield from _check_erasure(connection, secrets)
            yield from _check_revision(connection, manifest)
    except (duckdb.Error, OSError):
        yield READABLE.report(1)


def _check_store(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    manifest: Manifest | None,
    is_begun: bool,
    secrets: Secrets,
) -> Iterator[Finding]:
    tables = _check_tables(connection)
    yield tables
    if tables.status == "off":
        yield from skip_all(LIVE[4:], "tables of the live store are missing")
        return
    run_sql_file(connection, "ingest/now")
    for invariant in ROWS:
        yield check_by_sql(connection, "live", invariant)
    yield from check_decisions(connection)
    yield from _check_erasure(connection, secrets)
    yield from _check_publication(connection, home, manifest, is_begun)


def _check_tables(connection: duckdb.DuckDBPyConnection) -> Finding:
    with closing(connect(None)) as fresh:
        run_migrations(fresh)
        wanted = _read_columns(fresh)
    missing = wanted - _read_columns(connection)
    return TABLES.report(len(missing), (f"{table}.{column}" for table, column, _ in missing))


def _read_columns(connection: duckdb.DuckDBPyConnection) -> set[tuple[str, str, str]]:
    found = fetch_sql_file(connection, "check/columns")
    return {(row["table_name"], row["column_name"], row["data_type"]) for row in found}


def _check_erasure(connection: duckdb.DuckDBPyConnection, secrets: Secrets) -> Iterator[Finding]:
    key = secrets.key
    noted = fetch_sql_file(connection, "ingest/get_meta", name="key_check")
    fits = key is not None and (not noted or noted[0]["value"] == compute_key_check(key))
    if key is None:
        yield KEY_FITS.skip("there is no key")
    else:
        yield KEY_FITS.report(int(not fits))
    if key is None or not fits:
        why = "without the key nobody knows what the tombstones name"
        yield from skip_all((RESTORED, STUB_TOMBSTONES), why)
    else:
        known = fetch_sql_file(connection, "check/conversations")
        register_forgotten(connection, secrets, ((row["source"], row["key"]) for row in known))
        yield check_by_sql(connection, "live", RESTORED)
        yield check_by_sql(connection, "live", STUB_TOMBSTONES)
    # Stores that need no list of tasks have none.
    if ("unfinished", "kind") in {column[:2] for column in _read_columns(connection)}:
        yield check_by_sql(connection, "live", UNFINISHED)
    else:
        yield UNFINISHED.report(0)


def _check_publication(
    connection: duckdb.DuckDBPyConnection, home: Home, manifest: Manifest | None, is_begun: bool
) -> Iterator[Finding]:
    if manifest is None and is_begun:
        yield from skip_all(_PUBLICATION, "without the manifest nobody knows what is published")
        return
    yield from _check_revision(connection, manifest)
    is_same = manifest is not None and manifest.revision == read_revision(connection)
    if manifest is None or not is_same or manifest.schema != find_newest_schema():
        yield PUBLISHED_ROWS.skip("no snapshot of this revision and schema is published")
        return
    try:
        attach_snapshot(connection, home.snapshots, manifest, prefix="published_")
    except (duckdb.Error, OSError):
        yield PUBLISHED_ROWS.skip("the snapshot cannot be opened")
        return
    yield check_by_sql(connection, "live", PUBLISHED_ROWS)


def _check_revision(
    connection: duckdb.DuckDBPyConnection, manifest: Manifest | None
) -> Iterator[Finding]:
    revision, published = read_revision(connection), manifest.revision if manifest else 0
    yield AHEAD.report(int(revision > published))
    yield BEHIND.report(int(revision < published))


def find_unsafe(findings: Sequence[Finding]) -> list[Finding]:
    """What keeps the live store from being published anew."""
    return [one for one in findings if one.slug in _UNSAFE and one.status == "off"]
