"""The ranking, one theme, and exactly the conversations behind its count."""

from pathlib import Path

import pytest

from domain.errors import NotFound, NothingYet
from domain.periods import parse_period
from pipeline.queries.ranking import (
    rank_themes,
    read_conversations,
    read_counts,
    read_theme,
    show_theme,
)
from pipeline.settings import Settings
from pipeline.themes.decide import merge_themes, set_status
from tests.builders import MONDAY, NOW, ask, days, home_at, save_asks, save_themes

ALL = parse_period("all", NOW)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    home = home_at(tmp_path)
    save_asks(home, [ask(f"a{n}", f"c{n // 2}", at=MONDAY + days(n)) for n in range(8)])
    save_themes(home, {"t-link": [f"a{n}" for n in range(6)], "t-crash": ["a6"]})
    return Settings(home=home.path)


def test_a_conversation_counts_once_per_theme_and_opens(settings: Settings) -> None:
    ranking = rank_themes(settings, "all", NOW)
    assert [(row.id, row.asks, row.conversations) for row in ranking.themes] == [
        ("t-link", 6, 3), ("t-crash", 1, 1),
    ]  # fmt: skip
    page = show_theme(settings, "t-l", "all", NOW)
    assert page.one.count == ranking.themes[0]
    assert [row["conversation_id"] for row in page.conversations] == ["c2", "c1", "c0"]


def test_a_status_chooses_themes_and_leaves_totals_alone(settings: Settings) -> None:
    set_status(settings, "t-crash", "planned", "olena", NOW)
    told = rank_themes(settings, "all", NOW, status="planned")
    assert [row.id for row in told.themes] == ["t-crash"]
    assert told.totals == rank_themes(settings, "all", NOW).totals


def test_pages_have_no_gap_and_no_repeat(settings: Settings) -> None:
    first = read_conversations(settings, "t-link", ALL, 2, None)
    assert (first.page.total, first.page.has_more) == (3, True)
    assert [row["conversation_id"] for row in first.page.rows] == ["c2", "c1"]


def test_a_merged_theme_answers_with_the_one_it_counts_in(settings: Settings) -> None:
    merge_themes(settings, "t-crash", "t-link", "olena", NOW)
    assert read_theme(settings, "t-crash", ALL).theme.id == "t-link"
    with pytest.raises(NotFound):
        read_theme(settings, "t-none", ALL)


def test_groups_add_up_to_a_theme_s_count(settings: Settings) -> None:
    told = read_counts(settings, ALL, "day", "t-link")
    (theme,) = told.themes
    assert sum(group.conversations for group in theme.groups) == 3
    assert sum(group.asks for group in theme.groups) == 6


def test_before_the_first_import_there_is_nothing_to_rank(tmp_path: Path) -> None:
    with pytest.raises(NothingYet):
        rank_themes(Settings(home=tmp_path / "none"), "all", NOW)
