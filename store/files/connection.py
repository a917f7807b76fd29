"""Connections to DuckDB with the settings that the store relies on, and named SQL files."""

import os
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from domain.errors import BadInput
from store.files.private import restrict_umask

_UNUSABLE = re.compile(r"[?\\]")
"""What DuckDB takes for the beginning of a query and for a separator of folders, however it is
quoted, linked to or opened before."""
_PATTERN = re.compile(r"[*?\[]")
_statements: dict[str, duckdb.Statement] = {}


def connect(path: Path | None) -> duckdb.DuckDBPyConnection:
    """A connection in UTC that spills beside its file; None is a database in memory."""
    restrict_umask()
    connection = duckdb.connect(str(check_path(path)) if path else ":memory:")
    connection.execute("SET GLOBAL TimeZone = 'UTC'")  # of its cursors too
    connection.execute("SET preserve_insertion_order = true")
    return connection


def attach_database(
    connection: duckdb.DuckDBPyConnection, path: Path, name: str, *, read_only: bool = False
) -> None:
    """Attach the database at a path as `name`. Raises `BadInput` as `check_path` does."""
    literal = "'" + str(check_path(path)).replace("'", "''") + "'"
    connection.execute(f"ATTACH {literal} AS {name}{' (READ_ONLY)' if read_only else ''}")


def check_path(path: Path) -> Path:
    """The path. Raises `BadInput` where DuckDB cannot open a database there."""
    if _UNUSABLE.search(os.path.realpath(path)):
        raise BadInput(
            f"A workspace cannot lie at '{path.parent}': the database cannot open a path with a "
            "question mark or a backslash in it. Choose another folder (EARSHOT_HOME)."
        )
    return path


def spell_pattern(path: Path) -> str:
    """A pattern of names that this file alone fits."""
    return _PATTERN.sub(r"[\g<0>]", str(path))


@cache
def load_sql(name: str) -> str:
    """The text of `store/sql/<name>.sql`; a name holds its folder: "ranking/totals"."""
    return (files("store") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def load_statement(connection: duckdb.DuckDBPyConnection, name: str) -> duckdb.Statement:
    """The one query in `store/sql/<name>.sql`, parsed once for all connections and threads."""
    if name not in _statements:
        (_statements[name],) = connection.extract_statements(load_sql(name))
    return _statements[name]


def fetch_int(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    """The one whole number a query answers with."""
    # All rows are fetched: a result that is not read to its end blocks the connection.
    return int(connection.execute(query).fetchall()[0][0])


def fetch_rows(
    connection: duckdb.DuckDBPyConnection,
    query: str | duckdb.Statement,
    parameters: object = None,
) -> list[dict[str, Any]]:
    """What a query answers with, a dictionary a row."""
    # Cheaper than a relation or an Arrow table, for one row as for a million.
    found = connection.execute(query, parameters)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def fetch_sql_file(
    connection: duckdb.DuckDBPyConnection, file: str, /, **parameters: object
) -> list[dict[str, Any]]:
    """What the one query in `store/sql/<file>.sql` answers with, a dictionary a row."""
    return fetch_rows(connection, load_sql(file), parameters or None)


def run_sql_file(connection: duckdb.DuckDBPyConnection, file: str, /, **parameters: object) -> None:
    """Run every statement of `store/sql/<file>.sql`, each with the parameters it names."""
    for statement in connection.extract_statements(load_sql(file)):
        named = {key: parameters[key] for key in statement.named_parameters}
        connection.execute(statement, named).fetchall()
