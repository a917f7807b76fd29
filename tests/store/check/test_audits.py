"""The audits are read to their end, and compared with what was ever known."""

import sqlite3
from contextlib import closing

import pytest

from store.check.audits import AUDITS, check_audits
from store.files.home import Home
from tests.store.check.conftest import list_off

ASKS, THEMES = frozenset({"a1"}), frozenset({"t-1"})


def look(home: Home) -> set[str]:
    found = list(check_audits(home, ASKS, THEMES))
    assert [one.slug for one in found] == [invariant.slug for invariant in AUDITS]
    return list_off(found)


def test_whole_audits_are_well_and_so_are_none(home: Home) -> None:
    assert look(home) == set()
    (home.path / "audits.sqlite").unlink()
    assert look(home) == set()
    assert not (home.path / "audits.sqlite").exists()


@pytest.mark.parametrize("damage", ["cut", "flip", "zero", "junk"])
def test_damaged_audits_are_found(home: Home, damage: str) -> None:
    path = home.path / "audits.sqlite"
    content = path.read_bytes()
    turned = content[:4096] + bytes(255 - byte for byte in content[4096:])
    path.write_bytes({"cut": content[:5000], "zero": content[:4096] + bytes(len(content) - 4096),
                      "flip": turned, "junk": b"junk" * 999}[damage])  # fmt: skip
    assert look(home) == {"audits"}


@pytest.mark.parametrize(
    "statement",
    ["INSERT INTO judgements VALUES ('t-1', 'a9', 1, '', '')",
     "INSERT INTO judgements VALUES ('t-9', 'a1', 1, '', '')",
     "UPDATE audited SET drawn = '{\"a9\": \"core\"}'"],
)  # fmt: skip
def test_what_nobody_knows_is_found(home: Home, statement: str) -> None:
    with closing(sqlite3.connect(home.path / "audits.sqlite")) as connection, connection:
        connection.execute(statement)
    assert look(home) == {"audit-asks"}


def test_a_draw_that_is_no_json_is_a_finding(home: Home) -> None:
    with closing(sqlite3.connect(home.path / "audits.sqlite")) as connection, connection:
        connection.execute("UPDATE audited SET drawn = '{'")
    assert look(home) == {"audits"}


def test_where_nobody_knows_what_there_is_nothing_is_compared(home: Home) -> None:
    assert [one.status for one in check_audits(home, None, None)] == ["well", "skipped"]
