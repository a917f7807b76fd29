"""Periods are half-open spans of days in the workspace's zone."""

from datetime import UTC, date, datetime

import pytest

from domain.errors import UnknownPeriod
from domain.periods import parse_period

NOW = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 3, 1)),
        ("2026-12", date(2026, 12, 1), date(2027, 1, 1)),
        ("2026-W07", date(2026, 2, 9), date(2026, 2, 16)),
        ("2026-Q1", date(2026, 1, 1), date(2026, 4, 1)),
        ("2026", date(2026, 1, 1), date(2027, 1, 1)),
        ("2026-02-01..2026-02-15", date(2026, 2, 1), date(2026, 2, 15)),
        ("2026-02-28", date(2026, 2, 28), date(2026, 3, 1)),
        ("last-30d", date(2026, 1, 31), date(2026, 3, 2)),
    ],
)
def test_words_become_spans(words: str, start: date, end: date) -> None:
    period = parse_period(words, NOW)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    ("words", "week_start", "name", "start"),
    [
        ("last-month", 0, "2026-02", date(2026, 2, 1)),
        ("last-week", 0, "2026-W08", date(2026, 2, 16)),
        ("last-week", 6, "2026-W09", date(2026, 2, 22)),
    ],
)
def test_the_last_month_and_week_are_whole_and_keep_their_names(
    words: str, week_start: int, name: str, start: date
) -> None:
    period = parse_period(words, NOW, week_start=week_start)
    assert (period.words, period.start) == (name, start)
    assert period == parse_period(name, NOW, week_start=week_start)


def test_the_last_month_is_over_where_the_workspace_is() -> None:
    newyear = datetime(2025, 12, 31, 22, 30, tzinfo=UTC)
    assert parse_period("last-month", newyear, "Europe/Kyiv").words == "2025-12"
    assert parse_period("last-month", newyear).words == "2025-11"


def test_days_are_the_zone_s() -> None:
    period = parse_period("2026-02", NOW, "Europe/Kyiv")
    assert period.to_utc_bounds() == (
        datetime(2026, 1, 31, 22, tzinfo=UTC),
        datetime(2026, 2, 28, 22, tzinfo=UTC),
    )
    assert parse_period("last-1d", NOW, "Europe/Kyiv").start == date(2026, 3, 2)


def test_a_week_begins_on_the_day_set() -> None:
    assert parse_period("2026-W07", NOW, week_start=6).start == date(2026, 2, 8)


def test_a_month_is_compared_with_the_month_before() -> None:
    before = parse_period("2026-03", NOW).find_previous()
    assert before is not None
    assert (before.start, before.end) == (date(2026, 2, 1), date(2026, 3, 1))


def test_another_span_is_compared_with_as_many_days() -> None:
    before = parse_period("2026-W07", NOW).find_previous()
    assert before is not None
    assert (before.start, before.end) == (date(2026, 2, 2), date(2026, 2, 9))


@pytest.mark.parametrize(
    "words",
    [
        "0001",
        "0001-W01",
        "0001-01-01..2026-01-01",
        "1000-01-01..2999-12-31",
        "9999",
        "last-month-2",
        "",
        "2026-13",
        "2026-W60",
        "2026-02-30",
        "2026-02-15..2026-02-01",
        "soon",
        "2026-Q5",
    ],
)
def test_other_words_are_told_apart_with_what_would_be_right(words: str) -> None:
    with pytest.raises(UnknownPeriod, match="2026-W07"):
        parse_period(words, NOW)
