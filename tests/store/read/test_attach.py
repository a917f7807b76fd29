"""A reader's connection can neither write, nor open files, nor be given back its rights."""

from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from domain.errors import DamagedStore, ErasurePending, NothingYet
from store.files.home import Home
from store.files.tombstones import add_tombstones
from store.read.attach import attach_newest
from store.write.writer import open_writer
from tests.builders import MONDAY, NOW, home_at


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM conversations.messages",
        "SELECT * FROM read_text('{current}')",
        "ATTACH '{live}' AS live",
        "SET threads = 1",
    ],
)
def test_what_a_reader_must_not_do_is_refused(home: Home, statement: str) -> None:
    with closing(attach_newest(home)[0]) as connection, pytest.raises(duckdb.Error):
        connection.execute(statement.format(current=home.current, live=home.live))


@pytest.mark.parametrize("content", [None, b"", b"\0" * 80, b'{"number": 2}', b"[]", b"\xff"])
def test_a_lost_manifest_is_read_from_its_copy(home: Home, content: bytes | None) -> None:
    number = attach_newest(home)[1].number
    if content is None:
        home.current.unlink()
    else:
        home.current.write_bytes(content)
    connection, manifest = attach_newest(home)
    connection.close()
    assert manifest.number == number


def test_without_any_manifest_it_says_what_to_do(home: Home) -> None:
    home.current.unlink()
    for path in home.snapshots.glob("*.json"):
        path.unlink()
    with pytest.raises(DamagedStore, match="earshot check --repair"):
        attach_newest(home)


def test_a_missing_part_is_told_of(home: Home) -> None:
    next(home.snapshots.glob("themes-*")).unlink()
    with pytest.raises(DamagedStore, match=r"snapshot \d+ .* earshot check --repair"):
        attach_newest(home)


def test_before_the_first_import_there_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(NothingYet, match="earshot ingest"):
        attach_newest(home_at(tmp_path))


def test_a_forgotten_conversation_is_shown_by_no_reader(home: Home) -> None:
    """A backup was restored: the tombstones outside know more than the snapshot."""
    add_tombstones(home, [("test", "c-1")], [], MONDAY)
    with pytest.raises(ErasurePending, match="earshot check --repair"):
        attach_newest(home)
    with open_writer(home, "test", NOW):
        pass
    attach_newest(home)[0].close()


def test_tombstones_of_what_is_not_here_hide_nothing(home: Home) -> None:
    add_tombstones(home, [("test", "never here")], [], MONDAY)
    attach_newest(home)[0].close()
