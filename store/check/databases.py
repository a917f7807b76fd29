"""Opening database files for a look, and reading every block of them."""

from pathlib import Path

import duckdb

_TABLES = (
    "SELECT schema_name, table_name FROM duckdb_tables() "
    "WHERE database_name = current_database() AND NOT internal ORDER BY ALL"
)


def open_read_only(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection that changes nothing. Raises `duckdb.Error`."""
    connection = duckdb.connect(str(path), read_only=True)
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def read_to_end(connection: duckdb.DuckDBPyConnection) -> int:
    """Read every row of every table, and so check the sum of every block; how many tables. Raises
    `duckdb.Error` at the first that cannot be read."""
    tables = connection.execute(_TABLES).fetchall()
    for schema, table in tables:
        name = f'"{schema}"."{table}"'
        query = f"SELECT bit_xor(hash(row)) FROM {name} AS row"  # noqa: S608 - names of our own
        connection.execute(query).fetchall()
    return len(tables)
