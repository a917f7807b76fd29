"""Opening DuckDB the way this house does."""

from functools import cache
from importlib.resources import files
from pathlib import Path

import duckdb

SCHEMA_VERSION = 1


def connect(path: Path | None) -> duckdb.DuckDBPyConnection:
    """A connection in UTC that spills beside its file; None is a database in memory."""
    connection = duckdb.connect(str(path) if path else ":memory:")
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET preserve_insertion_order = true")
    return connection


@cache
def sql(name: str) -> str:
    """The text of `store/sql/<name>.sql`."""
    return (files("store") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def create_schema(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of the live database if they are not there, and checkpoint."""
    found = connection.execute(
        "SELECT count(*) FROM information_schema.tables WHERE table_name = 'meta'"
    ).fetchone()
    if found and found[0]:
        return
    connection.execute("BEGIN")
    connection.execute((files("store") / "schema.sql").read_text(encoding="utf-8"))
    connection.execute("INSERT INTO meta VALUES ('schema', ?)", [str(SCHEMA_VERSION)])
    connection.execute("COMMIT")
    connection.execute("CHECKPOINT")
