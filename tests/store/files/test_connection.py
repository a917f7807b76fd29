"""Connections speak UTC; every statement of a file gets the parameters it names."""

import pytest

from store.files import connection as module
from store.files.connection import connect, fetch_int, fetch_rows, run_sql_file


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
