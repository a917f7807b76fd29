"""Names and areas are kept with a grouping and told with its counts."""

from pathlib import Path

import numpy as np
import pytest

from domain.counts import Ranking
from domain.periods import parse_period
from domain.themes import Area, Assignment, Name, Theme
from store.files.home import Home
from store.read.reader import open_reader
from store.write.theme_tables import GroupingRun
from store.write.writer import open_writer
from tests.builders import MONDAY, NOW, ask, days, home_at, save_asks

LINK = (Name("ru", "Где ссылка?", ("ссылка",)), Name("en", "Where is the link?", ("link",)))
CARD = (Name("en", "Card is declined", ("card",)),)
AREA = Area("ar-1", (Name("ru", "Ссылка и карта"), Name("en", "Link and card")), ("t-1", "t-2"))


def fill_home(home: Home, areas: tuple[Area, ...] = (AREA,)) -> None:
    """c1 asks for the link, then about the card; c2 for the link, c3 about the card a month on."""
    save_asks(
        home,
        [
            ask("a1", "c1"),
            ask("b1", "c1", at=MONDAY + days(1), part=1),
            ask("a2", "c2", at=None),
            ask("a3", "c3", at=MONDAY + days(28)),
        ],
    )
    themes = [
        Theme(told, names[0].label, names[0].keywords, centroid=np.ones(2, np.float32), names=names)
        for told, names in (("t-1", LINK), ("t-2", CARD))
    ]
    assigned = [
        Assignment(key, theme, 0.5)
        for key, theme in (("a1", "t-1"), ("b1", "t-2"), ("a2", "t-1"), ("a3", "t-2"))
    ]
    run = GroupingRun("multilingual", "f" * 64, {}, {"mean": np.zeros(2, np.float32)})
    with open_writer(home, "test", NOW) as writer:
        writer.save_grouping(run, themes, assigned, [], areas)


def read_ranking(home: Home, words: str = "all") -> Ranking:
    with open_reader(home) as reader:
        return reader.compute_ranking(parse_period(words, NOW))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = home_at(tmp_path)
    fill_home(home)
    return home


def test_a_theme_is_told_in_the_language_asked_for_where_it_has_it(home: Home) -> None:
    ranking = read_ranking(home)
    assert [count.label for count in ranking.themes] == ["Card is declined", "Где ссылка?"]
    english = ranking.localise("en")
    assert [count.label for count in english.themes] == ["Card is declined", "Where is the link?"]
    assert english.themes[1].keywords == ("link",)
    assert [count.label for count in ranking.localise("uk").themes] == [
        "Card is declined", "Где ссылка?",
    ]  # fmt: skip
    assert ranking.localise(None) == ranking


def test_a_label_a_person_gave_is_told_in_every_language(home: Home) -> None:
    from dataclasses import replace

    given = replace(read_ranking(home).themes[1], label="Our own words")
    assert given.localise("en").label == "Our own words"


def test_themes_keep_names_and_areas_in_the_reader(home: Home) -> None:
    with open_reader(home) as reader:
        assert {theme.id: theme.names for theme in reader.read_themes()} == {
            "t-1": LINK,
            "t-2": CARD,
        }
        assert reader.read_areas() == [AREA]


def test_a_conversation_counts_once_per_area(home: Home) -> None:
    (area,) = read_ranking(home).areas
    assert (area.asks, area.conversations) == (4, 3)
    assert area.share == 1.0
    assert (area.label, area.localise("en").label) == ("Ссылка и карта", "Link and card")
    assert [count.area for count in read_ranking(home).themes] == ["ar-1", "ar-1"]
    assert sum(count.asks for count in read_ranking(home).themes) == area.asks


def test_months_of_an_area_add_up(home: Home) -> None:
    (february,), (march,) = read_ranking(home, "2026-02").areas, read_ranking(home, "2026-03").areas
    assert (february.conversations, february.asks) == (1, 2)
    assert (march.conversations, march.asks) == (1, 1)
    assert read_ranking(home, "2025-02").areas == ()


def test_the_newest_grouping_says_what_areas_there_are(home: Home) -> None:
    fill_home(home, ())
    assert read_ranking(home).areas == ()
    assert [count.area for count in read_ranking(home).themes] == [None, None]
