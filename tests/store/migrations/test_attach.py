"""A workspace that an older version published is read as it is, and lives on."""

from pathlib import Path

import pytest

from domain.counts import Ranking
from domain.decisions import ThemeEvent
from domain.errors import BadRequest
from domain.periods import parse_period
from store.files.home import Home
from store.read.as_of import read_as_of
from store.read.prior_state import load_prior_state, read_events
from store.read.reader import open_reader
from store.write.writer import open_writer
from tests.builders import NOW, ask, home_at, save_asks, save_themes
from tests.store.migrations.older_homes import downgrade_home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = home_at(tmp_path)
    save_asks(home, [ask(f"a{n}", f"c{n}", f"words {n}") for n in range(5)])
    save_themes(home, {"t-link": ["a0", "a1"], "t-crash": ["a2"], "t-gone": ["a3"]})
    save_themes(home, {"t-link": ["a0", "a1"], "t-crash": ["a2"]})
    return home


def read_ranking(home: Home) -> Ranking:
    with open_reader(home) as reader:
        return reader.compute_ranking(parse_period("all", NOW))


def test_what_an_older_version_published_is_read_as_it_was(home: Home) -> None:
    before = read_ranking(home)
    downgrade_home(home)
    assert read_ranking(home) == before
    with open_reader(home) as reader:
        assert reader.read_theme("t-link").label == "Label of t-link"
        assert reader.read_used_theme_ids() == {"t-link", "t-crash", "t-gone"}
        assert read_events(reader) == ()
        assert set(load_prior_state(reader).before) == {"a0", "a1", "a2"}


def test_nobody_wrote_down_then_what_was_reported_when(home: Home) -> None:
    downgrade_home(home)
    with (
        open_reader(home) as reader,
        pytest.raises(BadRequest, match="earshot themes"),
        read_as_of(reader, "2026-03-01"),
    ):
        pass


def test_the_first_decision_brings_it_up_and_loses_nothing(home: Home) -> None:
    before = read_ranking(home)
    downgrade_home(home)
    event = ThemeEvent(0, NOW, "me", "rename", "t-link", {"label": "Link", "language": None})
    with open_writer(home, "test", NOW) as writer:
        number = writer.save_decision(event)
    after = read_ranking(home)
    assert [told.label for told in after.themes] == ["Link", "Label of t-crash"]
    assert [told.asks for told in after.themes] == [told.asks for told in before.themes]
    assert after.totals == before.totals
    with open_writer(home, "test", NOW) as writer:
        writer.save_decision(ThemeEvent(0, NOW, "me", "undo", "t-link", {"event": number}))
    assert read_ranking(home).themes == before.themes
    with open_reader(home) as reader, read_as_of(reader, str(reader.manifest.number)) as then:
        assert then.compute_ranking(parse_period("all", NOW)).themes == before.themes
