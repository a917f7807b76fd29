"""Running the numbered migrations of the live database, under the writer's lock.

`NNNN_what.sql` is migration NNNN. The store's schema is the number of the newest one applied, noted
in `meta`. Stores that say 1 may lack, or have, any of 2 to 5: those files may run again.

Invariants: all that are due are applied in one transaction, or none is; before an existing store is
changed, a copy lies beside it as `live.schema-<number>.duckdb`. The copy goes when a writing of the
migrated store has been published, and with every erasure.
"""

import re
import shutil
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import duckdb

from domain.errors import EarshotError
from store.files.atomic import open_replacement
from store.files.connection import connect, fetch_int

_MIGRATION = re.compile(r"(\d{4})_\w+\.sql")
_HAS_META = (
    "SELECT count(*) FROM duckdb_tables() "
    "WHERE database_name = current_database() AND table_name = 'meta'"
)
_SCHEMA = "SELECT coalesce(max(value::INTEGER), 1) FROM meta WHERE name = 'schema'"


class NewerSchema(EarshotError):
    """A newer version of Earshot wrote the workspace."""

    problem = "newer-schema"
    status = 503

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"This workspace was written by a newer version of Earshot (schema {found}; this one "
            f"knows up to {known}). Update Earshot and try again. Nothing was changed."
        )


@cache
def load_migrations() -> Mapping[int, str]:
    """Number -> SQL of every migration, ascending."""
    found = {
        int(match[1]): file.read_text(encoding="utf-8")
        for file in files("store.migrations").iterdir()
        if (match := _MIGRATION.fullmatch(file.name))
    }
    return dict(sorted(found.items()))


def find_newest_schema() -> int:
    """The schema that this version of Earshot writes."""
    return max(load_migrations())


def check_schema(found: int) -> None:
    """Raises `NewerSchema` for a schema that this version does not know."""
    if found > find_newest_schema():
        raise NewerSchema(found, find_newest_schema())


def read_schema(connection: duckdb.DuckDBPyConnection) -> int:
    """The schema of an open live database; 0 for an empty one."""
    return fetch_int(connection, _SCHEMA) if fetch_int(connection, _HAS_META) else 0


def open_migrated(
    path: Path, check: Callable[[duckdb.DuckDBPyConnection, int], None] | None = None
) -> duckdb.DuckDBPyConnection:
    """The live database at `path`, made or brought to the newest schema; before anything is
    changed, `check` is called with it and its schema.

    The caller holds the writer's lock. Raises `NewerSchema`, and what `check` raises.
    """
    connection = connect(path)
    try:
        found = read_schema(connection)
        check_schema(found)
        if check is not None:
            check(connection, found)
        if found == find_newest_schema():
            return connection
        if found:
            connection.execute("CHECKPOINT")
            connection.close()  # the file alone is the whole database
            _copy_file(path, path.with_name(f"{path.stem}.schema-{found}{path.suffix}"))
            connection = connect(path)
        run_migrations(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def run_migrations(connection: duckdb.DuckDBPyConnection) -> list[int]:
    """Apply the migrations that are due, in order, in one transaction, and checkpoint; their
    numbers. When one fails, the database is what it was."""
    found = read_schema(connection)
    due = {number: text for number, text in load_migrations().items() if number > found}
    if not due:
        return []
    connection.execute("BEGIN")
    try:
        for text in due.values():
            connection.execute(text)
        connection.execute("DELETE FROM meta WHERE name = 'schema'")
        connection.execute("INSERT INTO meta VALUES ('schema', ?)", [str(max(due))])
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
    connection.execute("CHECKPOINT")
    return list(due)


def remove_copies(path: Path) -> None:
    """Remove the copies of the live database at `path` that lie beside it from migrations."""
    for copy in path.parent.glob(f"{path.stem}.schema-*{path.suffix}"):
        copy.unlink()


def _copy_file(path: Path, copy: Path) -> None:
    with path.open("rb") as source, open_replacement(copy, mode=0o600) as file:
        shutil.copyfileobj(source, file, 1 << 20)
