"""Which themes a ranking shows."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.counts import ThemeCount
from domain.decisions import ThemeOverrides
from domain.errors import BadRequest
from domain.themes import Area, Assignment, Name, Theme
from pipeline.queries.filters import (
    ThemeFilters,
    find_area,
    get_status,
    parse_status,
    pick_label,
)
from store.files.home import Home
from store.read.reader import open_reader
from store.write.theme_tables import GroupingRun
from store.write.writer import open_writer
from tests.builders import NOW, ask, home_at, save_asks

AREA = Area("ar-web1", (Name("ru", "Вебинары"), Name("en", "Webinars")), ("t-1",))
OTHER = Area("ar-web2", (Name("en", "The app"),), ("t-2",))
COUNT = ThemeCount("t-1", "Links", (), (), 3, 2, 2, 0.5, None, kind_mix=(("bug", 1.0),))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    told = home_at(tmp_path)
    save_asks(told, [ask("a1", "c1"), ask("a2", "c2")])
    themes = [Theme("t-1", "Links", ("word",)), Theme("t-2", "Crash", ("word",))]
    assigned = [Assignment("a1", "t-1", 0.5), Assignment("a2", "t-2", 0.5)]
    with open_writer(told, "test", NOW) as writer:
        run = GroupingRun("multilingual", "f" * 64, {}, {})
        writer.save_grouping(run, themes, assigned, [], [AREA, OTHER])
    return told


def test_a_theme_is_shown_where_every_filter_lets_it_through() -> None:
    theme = replace(COUNT, area=AREA.id, overrule=ThemeOverrides(status="planned"))
    assert ThemeFilters().matches(theme)
    assert ThemeFilters("bug", AREA, "planned").matches(theme)
    for other in (ThemeFilters("praise"), ThemeFilters(area=OTHER), ThemeFilters(status="none")):
        assert not other.matches(theme)
    assert ThemeFilters("bug").select_ids({"t-1": theme}) == frozenset({"t-1"})
    weak = replace(theme, cohesion=0.3)
    assert not ThemeFilters(firm=True).matches(weak)
    assert ThemeFilters(firm=True).select_ids({"t-1": theme, "t-2": weak}) == frozenset({"t-1"})
    assert ThemeFilters().select_ids({"t-1": theme}) is None


def test_a_status_is_read_as_people_write_it() -> None:
    assert get_status(COUNT) == "none"
    assert parse_status("Won't do") == "wont_do"
    assert parse_status(None) is None
    with pytest.raises(BadRequest, match="--conversation-status"):
        parse_status("closed")


def test_an_area_is_found_by_id_beginning_or_label_in_any_language(home: Home) -> None:
    with open_reader(home) as reader:
        for words in ("ar-web1", "webinars", "ВЕБИНАРЫ"):
            found = find_area(reader, words)
            assert found is not None
            assert found.id == "ar-web1"
        for words in ("ar-web", "nothing"):
            with pytest.raises(BadRequest, match=r"Known areas: .*ar-web1"):
                find_area(reader, words)
        assert find_area(reader, None) is None


def test_an_area_is_called_in_the_language_else_in_its_main_one() -> None:
    assert pick_label(AREA, "en") == "Webinars"
    assert pick_label(AREA, "uk") == "Вебинары"
    assert pick_label(replace(AREA, names=())) == "ar-web1"
