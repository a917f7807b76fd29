"""Weeks add up to the whole, listings to the totals they open; parts of weeks are marked."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

import pytest

from domain.periods import parse_period
from pipeline.queries.conversations import PAGE_SIZE
from pipeline.queries.dashboard import view_asks, view_ranking, view_theme
from pipeline.settings import WEEKDAYS, Settings
from store.read.conversations import ListingKind
from tests.builders import NOW, ask, days, home_at, save_asks, save_themes
from tests.dashboard.workspace import PUBLISHED, THEMES


def test_the_weeks_of_a_theme_add_up_to_its_count(settings: Settings) -> None:
    view = view_ranking(settings, "all", PUBLISHED)
    counts = {theme.id: theme.conversations for theme in view.ranking.themes}
    assert {theme: sum(series) for theme, series in view.series.items()} == counts


def test_a_bar_counts_what_its_week_opens(settings: Settings) -> None:
    theme = THEMES[1].id
    view = view_theme(settings, theme, "all", PUBLISHED, 1)
    for week, count in zip(view.calendar.weeks, view.series, strict=True):
        assert (
            view_theme(settings, theme, week.words, PUBLISHED, 1).one.count.conversations == count
        )


def test_weeks_that_the_data_cover_in_part_are_marked(settings: Settings) -> None:
    weeks = view_ranking(settings, "all", PUBLISHED).calendar.weeks
    assert [week.whole for week in weeks] == [False, *[True] * 7, False]
    assert (weeks[0].start, weeks[-1].start) == (date(2026, 1, 5), date(2026, 3, 2))


@pytest.mark.parametrize("weekday", WEEKDAYS)
def test_a_week_is_the_period_its_words_name(settings: Settings, weekday: str) -> None:
    chosen = settings.model_copy(update={"week_start": weekday})
    weeks = view_ranking(chosen, "all", PUBLISHED).calendar.weeks
    for week in weeks:
        period = parse_period(
            week.words, PUBLISHED, "Europe/Kyiv", WEEKDAYS.index(chosen.week_start)
        )
        assert period.start == week.start
    assert weeks[0].start <= date(2026, 1, 7) <= weeks[1].start


def test_days_are_those_of_the_workspaces_zone_over_daylight_saving(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    # Kyiv: 29 March 2026 has 23 hours; the last hour of Sunday and the first of Monday.
    sunday = datetime(2026, 3, 29, 20, 30, tzinfo=UTC)
    monday = datetime(2026, 3, 29, 21, 30, tzinfo=UTC)
    save_asks(home, [ask("a", "a", at=sunday), ask("b", "b", at=monday)])
    save_themes(home, {"t-1": ["a", "b"]})
    view = view_ranking(Settings(home=home.path, timezone="Europe/Kyiv"), "all", NOW)
    assert view.series["t-1"] == (1, 1)
    assert view.calendar.last == date(2026, 3, 30)
    assert view.calendar.busy_weeks == ("2026-W14", "2026-W13")


def test_periods_without_asks_are_not_offered(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    first = datetime(2025, 11, 3, 9, tzinfo=UTC)
    save_asks(home, [ask("a", "a", at=first), ask("b", "b", at=first + days(100))])
    calendar = view_ranking(Settings(home=home.path), "all", NOW).calendar
    assert calendar.months == ("2026-02", "2025-11")
    assert calendar.quarters == ("2026-Q1", "2025-Q4")
    assert calendar.busy_weeks == ("2026-W07", "2025-W45")
    assert len(calendar.weeks) == 15


def test_asks_without_a_time_count_only_in_all(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a", "a", at=None)])
    save_themes(home, {"t-1": ["a"]})
    settings = Settings(home=home.path)
    view = view_ranking(settings, "all", NOW)
    assert (view.calendar.weeks, view.calendar.months, dict(view.series)) == ((), (), {})
    assert view_theme(settings, "t-1", "all", NOW, 1).listing.total == 1
    assert view_theme(settings, "t-1", "2026-02", NOW, 1).listing.rows == ()


@pytest.mark.parametrize("kind", get_args(ListingKind))
@pytest.mark.parametrize("words", ["all", "2026-W07"])
def test_a_listing_holds_exactly_what_its_total_counts(
    settings: Settings, kind: ListingKind, words: str
) -> None:
    first = view_asks(settings, kind, words, PUBLISHED, 1)
    total = getattr(first.ranking.totals, kind)
    rows = [
        row
        for page in range(1, first.listing.pages + 1)
        for row in view_asks(settings, kind, words, PUBLISHED, page).listing.rows
    ]
    assert len(rows) == len(set(rows)) == total == first.listing.total
    if kind == "conversations":
        assert len({row.conversation_id for row in rows}) == total
    if kind == "excluded":
        assert {row.excluded for row in rows} == {"thanks"}
    if kind in {"themed", "unthemed"}:
        assert {row.theme_id is None for row in rows} == {kind == "unthemed"}


def test_the_asks_of_a_theme_open(settings: Settings) -> None:
    view = view_asks(settings, "themed", "2026-02", PUBLISHED, 1, THEMES[0].id)
    assert view.theme is not None
    assert view.listing.total == view.theme.asks > view.theme.conversations
    assert len(view.listing.rows) == PAGE_SIZE
    assert {row.theme_label for row in view.listing.rows} == {THEMES[0].label}


def test_a_theme_that_a_period_lacks_is_shown_with_zeros(settings: Settings) -> None:
    view = view_theme(settings, THEMES[-1].id, "2026-W02", PUBLISHED, 1)
    other = view_theme(settings, THEMES[-1].id, "2026-W08", PUBLISHED, 1)
    assert (other.one.rank, other.one.count.conversations, other.listing.total) == (None, 0, 0)
    assert view.one.count.conversations == 1
