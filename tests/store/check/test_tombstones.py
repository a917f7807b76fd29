"""The secrets are read without making a key or losing a line."""

from contextlib import closing
from pathlib import Path

from store.check.tombstones import read_secrets, register_forgotten
from store.files.connection import connect, fetch_rows
from store.files.home import Home


def test_nothing_is_made(tmp_path: Path) -> None:
    home = Home.from_path(tmp_path / "home")
    assert read_secrets(home).key is None
    assert not home.secrets.exists()


def test_a_cut_line_costs_itself_alone(home: Home) -> None:
    before = read_secrets(home)
    assert (len(before.forgotten), before.damaged_lines) == (1, 0)
    with (home.secrets / "forgotten").open("a") as file:
        file.write("conversation 0123")
    after = read_secrets(home)
    assert (after.forgotten, after.damaged_lines) == (before.forgotten, 1)


def test_what_the_tombstones_name_is_found_among_conversations(home: Home) -> None:
    with closing(connect(None)) as connection:
        register_forgotten(connection, read_secrets(home), [("test", "c1"), ("test", "c4")])
        assert fetch_rows(connection, "FROM forgotten") == [{"source": "test", "key": "c4"}]
