"""Migrations run forward, all or none; a store from the future is refused."""

from pathlib import Path

import duckdb
import pytest

from domain.errors import EarshotError
from store.files.connection import connect
from store.files.home import Home
from store.files.snapshots import read_manifest
from store.migrations import run
from store.migrations.run import (
    NewerSchema,
    find_newest_schema,
    load_migrations,
    open_migrated,
    read_schema,
    run_migrations,
)
from store.read.reader import open_reader
from store.write.writer import open_writer
from tests.builders import NOW, conversation, home_at, merge

_COLUMNS = "SELECT table_name, column_name, data_type FROM duckdb_columns() ORDER BY ALL"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = home_at(tmp_path)
    merge(home, [conversation("c0")])
    return home


def test_migrations_are_numbered_without_a_gap() -> None:
    assert list(load_migrations()) == list(range(1, len(load_migrations()) + 1))


def test_an_empty_database_gets_every_migration() -> None:
    connection = connect(None)
    assert read_schema(connection) == 0
    assert run_migrations(connection) == list(load_migrations())
    assert read_schema(connection) == find_newest_schema()


def test_running_twice_changes_nothing() -> None:
    connection = connect(None)
    run_migrations(connection)
    before = connection.execute(_COLUMNS).fetchall()
    assert run_migrations(connection) == []
    assert connection.execute(_COLUMNS).fetchall() == before


def test_a_store_that_says_1_and_has_everything_up_to_5_loses_nothing() -> None:
    """Versions before the numbers added tables and went on saying 1."""
    connection = connect(None)
    for number in range(1, 6):
        connection.execute(load_migrations()[number])
    connection.execute("INSERT INTO meta VALUES ('schema', '1')")
    connection.execute("INSERT INTO assignments VALUES ('a1', 't-x', 1.0, 1, NULL)")
    run_migrations(connection)
    # A person put the ask there: the grouping does not hold it, and must not after the migration.
    assert connection.execute("SELECT count(*) FROM grouped").fetchall() == [(0,)]


def test_a_migration_that_fails_half_way_leaves_the_store_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "live.duckdb"
    known = dict(load_migrations())
    newest = max(known)
    open_migrated(path).close()
    before = path.read_bytes()
    broken = {newest + 1: "CREATE TABLE half (a INTEGER)", newest + 2: "SELECT * FROM nowhere"}
    monkeypatch.setattr(run, "load_migrations", lambda: known | broken)
    with pytest.raises(duckdb.CatalogException):
        open_migrated(path)
    assert path.with_name(f"live.schema-{newest}.duckdb").read_bytes() == before
    monkeypatch.undo()
    connection = open_migrated(path)
    assert read_schema(connection) == newest
    assert ("half",) not in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    connection.close()


def test_a_writer_refuses_a_store_from_the_future(home: Home) -> None:
    with duckdb.connect(str(home.live)) as connection:
        connection.execute("UPDATE meta SET value = '9999' WHERE name = 'schema'")
    before = home.live.read_bytes()
    with pytest.raises(NewerSchema, match="Update Earshot"), open_writer(home, "test", NOW):
        pass
    assert home.live.read_bytes() == before


def test_a_reader_refuses_a_snapshot_from_the_future(home: Home) -> None:
    manifest = read_manifest(home.current)
    assert manifest is not None
    assert manifest.schema == find_newest_schema()
    text = home.current.read_text().replace(f'"schema": {manifest.schema}', '"schema": 9999')
    home.current.write_text(text)
    with pytest.raises(EarshotError, match="schema 9999.*Update Earshot"), open_reader(home):
        pass
