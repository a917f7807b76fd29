"""Themes as the API answers them: a page of the ranking, one theme, its conversations."""

from datetime import date

from api.schemas.themes import PeopleOut, RankingOut, ThemeOut
from domain.counts import Ranking, SnapshotInfo, ThemeCount, Totals
from domain.decisions import ThemeOverrides
from domain.periods import parse_period
from tests.builders import NOW

THEMES = [ThemeCount(f"t-{n}", f"Theme {n}", (), (), 3 - n, 3 - n, 3 - n, 0.1, None)
          for n in range(3)]  # fmt: skip
RANKING = Ranking(
    parse_period("2026-02", NOW, "Europe/Kyiv"),
    SnapshotInfo(4, NOW, NOW),
    Totals(asks=9, themed=6, unthemed=2, excluded=1, conversations=5),
    tuple(THEMES),
)


def test_a_page_shows_its_themes_and_says_how_many_there_are() -> None:
    page = RankingOut.from_domain(RANKING, THEMES[1:2], "next")
    assert [theme.id for theme in page.themes] == ["t-1"]
    assert (page.total, page.next_cursor) == (3, "next")
    assert page.themed + page.unthemed + page.excluded == page.asks


def test_nobody_having_said_anything_is_told_as_nulls() -> None:
    people = ThemeOut.from_domain(THEMES[0]).people
    assert (people.label, people.status, people.status_on) == (None, None, None)


def test_a_status_carries_its_day() -> None:
    shipped = ThemeOverrides(status="shipped", status_on=date(2026, 2, 10))
    count = ThemeCount("t-1", "Links", (), (), 1, 1, 1, 0.1, None, overrule=shipped)
    people = ThemeOut.from_domain(count).people
    assert isinstance(people, PeopleOut)
    assert (people.status, people.status_on) == ("shipped", date(2026, 2, 10))
