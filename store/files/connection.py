"""Opening DuckDB the way this house does."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

SCHEMA_VERSION = 1


def connect(path: Path | None) -> duckdb.DuckDBPyConnection:
    """A connection in UTC that spills beside its file; None is a database in memory."""
    connection = duckdb.connect(str(path) if path else ":memory:")
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET preserve_insertion_order = true")
    return connection


@cache
def load_sql(name: str) -> str:
    """The text of `store/sql/<name>.sql`; a name holds its folder: "ranking/totals"."""
    return (files("store") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def _load_schema(name: str) -> str:
    return (files("store.migrations") / f"{name}.sql").read_text(encoding="utf-8")


def create_schema(connection: duckdb.DuckDBPyConnection) -> bool:
    """Make the tables of the live database that are not there, and checkpoint. True when there
    were any."""
    if not _has_table(connection, "meta"):
        connection.execute("BEGIN")
        connection.execute(_load_schema("schema"))
        connection.execute("INSERT INTO meta VALUES ('schema', ?)", [str(SCHEMA_VERSION)])
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT")
    if not _has_table(connection, "ask_ledger"):
        connection.execute("BEGIN")
        connection.execute(_load_schema("schema_identity"))
        connection.execute(_load_schema("upgrade_identity"))
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT")
        return True
    return False


def _has_table(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    query = "SELECT count(*) FROM information_schema.tables WHERE table_name = ?"
    return bool(connection.execute(query, [name]).fetchall()[0][0])


def fetch_int(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    """The one whole number a query answers with."""
    # All rows are fetched: a result that is not read to its end blocks the connection.
    return int(connection.execute(query).fetchall()[0][0])


def fetch_rows(
    connection: duckdb.DuckDBPyConnection, query: str, parameters: object = None
) -> list[dict[str, Any]]:
    """What a query answers with, a dictionary a row."""
    answer: list[dict[str, Any]]
    answer = connection.sql(query, params=parameters).to_arrow_table().to_pylist()
    return answer


def run_sql_file(connection: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> None:
    """Run every statement of `store/sql/<name>.sql`, each with the parameters it names."""
    for statement in connection.extract_statements(load_sql(name)):
        named = {key: parameters[key] for key in statement.named_parameters}
        connection.execute(statement, named).fetchall()
