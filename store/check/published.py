"""What a snapshot says: sums, themes, areas, and that nothing erased is in it."""

from collections.abc import Iterator
from contextlib import closing

import duckdb

from domain.errors import EarshotError
from store.check.invariant import REPAIR, Finding, Invariant, check_by_sql, skip_all
from store.check.tombstones import Secrets, register_forgotten
from store.files.connection import connect, fetch_sql_file, load_sql, run_sql_file
from store.files.home import Home
from store.files.snapshots import Manifest
from store.migrations.attach import attach_snapshot
from store.migrations.run import find_newest_schema

_NAMED = (
    Invariant(
        "sums",
        "themed + unthemed + excluded = all asks, in every month, language and channel",
        "{found} sums of themed + unthemed + excluded are not all asks",
        REPAIR,
    ),
    Invariant(
        "living-themes",
        "every living theme stands once, among those that ever were",
        "{found} living themes stand twice or are not among those that ever were",
        REPAIR,
    ),
    Invariant(
        "theme-sums",
        "every theme that asks count in is listed",
        "{found} themes that asks count in are not listed",
        REPAIR,
    ),
    Invariant(
        "area-sums",
        "every theme is in one area at most",
        "{found} themes stand in two areas, twice in one, or are not known",
        REPAIR,
    ),
)
_COUNTED = (
    Invariant(
        "theme-lists",
        "every theme counts as many conversations as are listed behind it",
        "{found} themes count another number of conversations than are listed behind them",
        REPAIR,
    ),
    Invariant(
        "counted",
        "the numbers that rankings scan are those that counting anew gives",
        "{found} rows that rankings scan are not those that counting anew gives",
        REPAIR,
    ),
)
_ERASED_WORDS = Invariant(
    "erased-words",
    "nothing that was erased is published",
    "{found} published rows hold words of erased conversations",
    REPAIR,
)
PUBLISHED = (*_NAMED, *_COUNTED, _ERASED_WORDS)


def check_published(home: Home, manifest: Manifest | None, secrets: Secrets) -> Iterator[Finding]:
    """Look at what the snapshot of this manifest says."""
    if manifest is None:
        yield from skip_all(PUBLISHED, "nothing is published, or nobody knows what")
        return
    with closing(connect(None)) as connection:
        try:
            attach_snapshot(connection, home.snapshots, manifest)
            run_sql_file(connection, "publish/short_names")
            run_sql_file(connection, "readers/views")
        except (duckdb.Error, EarshotError, OSError):
            yield from skip_all(PUBLISHED, "the snapshot cannot be opened")
            return
        for invariant in _NAMED:
            yield check_by_sql(connection, "published", invariant)
        yield _check_erased(connection, secrets)
    if manifest.schema != find_newest_schema():
        yield from skip_all(
            _COUNTED, "an older version published it; the next writing does so anew"
        )
        return
    yield from _check_counted(home, manifest)


def _check_erased(connection: duckdb.DuckDBPyConnection, secrets: Secrets) -> Finding:
    if secrets.key is None:
        return _ERASED_WORDS.skip("without the key nobody knows what the tombstones name")
    try:
        known = connection.execute("SELECT source, key FROM conversations.conversations").fetchall()
    except duckdb.Error as error:
        return _ERASED_WORDS.report_unreadable(error)
    register_forgotten(connection, secrets, known)
    return check_by_sql(connection, "published", _ERASED_WORDS)


def _check_counted(home: Home, manifest: Manifest) -> Iterator[Finding]:
    """Count anew from the two other parts, with what publishing counts with."""
    with closing(connect(None)) as connection:
        try:
            for part in ("conversations", "themes"):
                path = str(home.snapshots / manifest.parts[part])
                connection.execute(f"ATTACH ? AS {part} (READ_ONLY)", [path])
            # Publishing names the database that it fills `counted`.
            connection.execute("ATTACH ':memory:' AS counted")
            connection.execute(load_sql("publish/publish_counted"))
            for table in ("asks", "conversations"):
                connection.execute(f"CREATE TEMP TABLE recounted_{table} AS FROM counted.{table}")
            connection.execute("DETACH counted")
            path = str(home.snapshots / manifest.parts["counted"])
            connection.execute("ATTACH ? AS counted (READ_ONLY)", [path])
            run_sql_file(connection, "readers/views")
        except (duckdb.Error, KeyError) as error:
            for invariant in _COUNTED:
                yield invariant.report_unreadable(error)
            return
        for invariant in _COUNTED:
            yield check_by_sql(connection, "published", invariant)


def read_known_ids(
    home: Home, manifest: Manifest | None
) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    """Ids of all asks and of all themes that were ever known; None where that cannot be told."""
    if manifest is None:
        return None, None
    with closing(connect(None)) as connection:
        try:
            attach_snapshot(connection, home.snapshots, manifest)
            asks = fetch_sql_file(connection, "check/known_asks")
            themes = fetch_sql_file(connection, "check/known_themes")
        except (duckdb.Error, EarshotError, OSError):
            return None, None
    return frozenset(row["id"] for row in asks), frozenset(row["id"] for row in themes)
