"""Snapshots that an older version published: read as if they had been published today, until the
first writing publishes anew."""

import duckdb

from store.files.connection import run_file, value

_KNOWS_DECISIONS = (
    "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'themes' "
    "AND table_name = 'every_theme'"
)
_HAS = (
    "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'older' AND table_name = '{name}'"
)
_LATER = ("theme_names", "areas", "ask_kinds")
"""Tables that came one by one, and may be there or not."""


def bring_up(connection: duckdb.DuckDBPyConnection, path: str) -> None:
    """Put what is asked for today in place of the attached `themes` of an older snapshot, whose
    file is `path`; does nothing to a newer one."""
    if value(connection, _KNOWS_DECISIONS):
        return
    connection.execute("DETACH themes")
    connection.execute(f"ATTACH '{path}' AS older (READ_ONLY)")
    connection.execute("ATTACH ':memory:' AS themes")
    run_file(connection, "publish/older_snapshot")
    for name in _LATER:
        if value(connection, _HAS.format(name=name)):
            connection.execute(f"CREATE TABLE themes.{name} AS FROM older.{name}")
    if value(connection, _HAS.format(name="areas")):
        connection.execute("CREATE TABLE themes.grouped_areas AS FROM older.areas")
