"""A theme's kind is that of most of its asks, and its mix is told beside it."""

from pathlib import Path

import pytest

from domain.asks import Kind
from domain.periods import parse_period
from store.files.home import Home
from store.read.reader import open_reader
from store.tables.kinds import compute_kind_mix
from store.write.writer import open_writer
from tests.builders import MONDAY, NOW, ask, days, home_at, save_asks, save_themes

TOLD: dict[str, Kind] = {"a1": "bug", "a2": "question", "a3": "bug", "gone": "praise"}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = home_at(tmp_path)
    save_asks(home, [ask(f"a{day}", f"c{day}", at=MONDAY + days(day)) for day in (1, 2, 3, 9)])
    save_themes(home, {"t-link": ["a1", "a2", "a3", "a9"]})
    return home


def read_kind_mix(home: Home, words: str) -> tuple[tuple[Kind, float], ...]:
    with open_reader(home) as reader:
        return reader.compute_ranking(parse_period(words, NOW)).themes[0].kind_mix


def save_kinds_of(home: Home, kinds: dict[str, Kind]) -> None:
    with open_writer(home, "test", NOW) as writer:
        writer.save_kinds(kinds)


def test_the_mix_is_of_the_asks_counted_that_have_a_kind(home: Home) -> None:
    save_kinds_of(home, TOLD)
    assert read_kind_mix(home, "all") == (("bug", 2 / 3), ("question", 1 / 3))


def test_the_mix_is_the_periods_own(home: Home) -> None:
    save_kinds_of(home, TOLD | {"a9": "praise"})
    assert read_kind_mix(home, "2026-W07") == (("praise", 1.0),)


def test_a_theme_without_told_kinds_has_none(home: Home) -> None:
    assert read_kind_mix(home, "all") == ()
    with open_reader(home) as reader:
        assert reader.compute_ranking(parse_period("all", NOW)).themes[0].kind is None


def test_telling_again_replaces_what_was_told(home: Home) -> None:
    save_kinds_of(home, TOLD)
    save_kinds_of(home, {"a1": "complaint"})
    assert read_kind_mix(home, "all") == (("complaint", 1.0),)


def test_of_equal_kinds_the_first_of_all_is_meant() -> None:
    counts = {"praise": 2, "question": 2, None: 3}
    assert compute_kind_mix(counts) == (("question", 0.5), ("praise", 0.5))
