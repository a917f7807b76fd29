"""Snapshots that an older version published: read as if they had been published today, until the
first writing publishes anew."""

import duckdb

from store.files.connection import fetch_int, run_sql_file

_COUNT_EVERY_THEME = (
    "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'themes' "
    "AND table_name = 'every_theme'"
)
_COUNT_TABLE = (
    "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'older' AND table_name = '{name}'"
)
_OPTIONAL_TABLES = ("theme_names", "areas", "ask_kinds")
"""Tables that came one by one, and may be there or not."""


def upgrade_snapshot(connection: duckdb.DuckDBPyConnection, path: str) -> None:
    """Put what is asked for today in place of the attached `themes` of an older snapshot, whose
    file is `path`; does nothing to a newer one."""
    if fetch_int(connection, _COUNT_EVERY_THEME):
        return
    connection.execute("DETACH themes")
    connection.execute(f"ATTACH '{path}' AS older (READ_ONLY)")
    connection.execute("ATTACH ':memory:' AS themes")
    run_sql_file(connection, "publish/older_snapshot")
    for name in _OPTIONAL_TABLES:
        if fetch_int(connection, _COUNT_TABLE.format(name=name)):
            connection.execute(f"CREATE TABLE themes.{name} AS FROM older.{name}")
    if fetch_int(connection, _COUNT_TABLE.format(name="areas")):
        connection.execute("CREATE TABLE themes.grouped_areas AS FROM older.areas")
