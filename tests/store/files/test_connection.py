"""Connections speak UTC; every statement of a file gets the parameters it names."""

from pathlib import Path

import pytest

from domain.errors import BadInput
from store.files import connection as module
from store.files.connection import (
    attach_database,
    connect,
    fetch_int,
    fetch_rows,
    run_sql_file,
    spell_pattern,
)


def test_times_are_of_utc() -> None:
    rows = fetch_rows(connect(None), "SELECT '2026-03-01 12:00:00+02'::TIMESTAMPTZ::VARCHAR AS at")
    assert rows == [{"at": "2026-03-01 10:00:00+00"}]


def test_each_statement_gets_only_what_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    create = "CREATE OR REPLACE TABLE numbers AS SELECT $first AS n;"
    text = f"{create} INSERT INTO numbers VALUES ($second);"
    monkeypatch.setattr(module, "load_sql", lambda file: text)
    connection = connect(None)
    run_sql_file(connection, "any", first=1, second=2)
    assert fetch_int(connection, "SELECT sum(n) FROM numbers") == 3
    with pytest.raises(KeyError):
        run_sql_file(connection, "any", first=1)


@pytest.mark.parametrize("name", ["it's; DROP", 'a "b"', "[a]*", "дом", "a\nb", " "])
def test_a_database_is_attached_at_any_path(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    path = tmp_path / name / "x.duckdb"
    connection = connect(None)
    attach_database(connection, path, "new")
    connection.execute("CREATE TABLE new.t AS SELECT 1 AS n; DETACH new")
    attach_database(connection, path, "old", read_only=True)
    assert fetch_int(connection, "SELECT n FROM old.t") == 1
    assert path.exists()


def test_a_file_is_read_and_none_that_its_name_fits_as_a_pattern(tmp_path: Path) -> None:
    for name, number in (("a*b?[c]", 1), ("aXbYc", 2)):
        (tmp_path / name).mkdir()
        connect(None).execute(f"COPY (SELECT {number} AS n) TO '{tmp_path / 'x.parquet'}'")
        (tmp_path / "x.parquet").rename(tmp_path / name / "x.parquet")
    pattern = spell_pattern(tmp_path / "a*b?[c]" / "x.parquet")
    assert connect(None).read_parquet(pattern).fetchall() == [(1,)]


@pytest.mark.parametrize("name", ["a?b", "a\\b"])
def test_a_path_that_the_database_cannot_open_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="question mark or a backslash"):
        connect(tmp_path / name / "x.duckdb")
