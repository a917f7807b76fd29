"""A reader's connection can neither write, nor open files, nor be given back its rights."""

from contextlib import closing

import duckdb
import pytest

from domain.errors import NothingYet
from store.files.home import Home
from store.read.attach import attach_newest


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


def test_a_broken_manifest_names_no_snapshot(home: Home) -> None:
    home.current.unlink()
    with pytest.raises(NothingYet, match="earshot ingest"):
        attach_newest(home)
