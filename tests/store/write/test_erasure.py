"""An erased conversation counts still, and its words are nowhere."""

from pathlib import Path

import pytest

from domain.errors import NotFound
from domain.periods import parse_period
from store.files.home import Home
from store.read.reader import open_reader
from store.write.writer import open_writer
from tests.builders import NOW, ask, days, home_at, save_asks, save_themes

SECRET = "zebracrossing"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = home_at(tmp_path)
    save_asks(home, [ask("a0", "c0", f"where is my {SECRET}"), ask("a1", "c1", "where is it")])
    save_themes(home, {"t-a": ["a0", "a1"]})
    return home


def test_an_erased_conversation_counts_and_its_words_are_gone_from_every_file(home: Home) -> None:
    with open_writer(home, "test", NOW) as writer:
        assert writer.forget_conversation("c0") == 1
        assert writer.find_erased_asks(["a0", "a1"]) == {"a0"}
    with open_reader(home) as reader:
        (theme,) = reader.compute_ranking(parse_period("all", NOW)).themes
        assert (theme.asks, theme.conversations) == (2, 2)
        assert reader.read_asks_by_id(["a0"])["a0"].clean_text == ""
    for path in home.path.rglob("*.duckdb"):
        assert SECRET.encode() not in path.read_bytes(), path


def test_a_copy_from_a_migration_goes_with_an_erasure(home: Home) -> None:
    copy = home.path / "live.schema-1.duckdb"
    copy.write_bytes(home.live.read_bytes())
    with open_writer(home, "test", NOW) as writer:
        writer.forget_conversation("c0")
    assert not copy.exists()


def test_what_expired_is_erased_once(home: Home) -> None:
    with open_writer(home, "test", NOW) as writer:
        assert writer.forget_older(NOW + days(1)) == 2
    with open_writer(home, "test", NOW) as writer:
        assert writer.forget_older(NOW + days(1)) == 0


def test_an_unknown_conversation_is_not_found(home: Home) -> None:
    with pytest.raises(NotFound), open_writer(home, "test", NOW) as writer:
        writer.forget_conversation("nowhere")
