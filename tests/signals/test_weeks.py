"""Only whole weeks are compared, as many on each side, and gaps are None."""

from datetime import date, timedelta

import numpy as np
import pytest

from signals.weeks import ComparedWeeks, choose_weeks, compare_weeks

MONDAY = date(2026, 3, 2)


def days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=n) for n in range(count)]


def test_a_week_that_is_not_over_is_left_out() -> None:
    span = choose_weeks(days(MONDAY, 7 * 6 + 3), week_start=0, weeks=2)
    assert span == ComparedWeeks(first=14, middle=28, end=42, weeks=2)


def test_weeks_begin_on_the_day_that_is_asked_for() -> None:
    span = choose_weeks(days(MONDAY, 7 * 5 + 3), week_start=6, weeks=2)
    assert span is not None
    assert (MONDAY + timedelta(days=span.end)).weekday() == 6
    assert span.first >= 0


def test_fewer_weeks_are_taken_where_the_days_do_not_reach_back() -> None:
    span = choose_weeks(days(MONDAY, 7 * 9), week_start=0, weeks=12)
    assert span is not None
    assert (span.weeks, span.first, span.end) == (4, 7, 63)


@pytest.mark.parametrize("count", [0, 3, 7 * 4 - 1])
def test_less_than_two_weeks_on_each_side_are_none(count: int) -> None:
    assert choose_weeks(days(MONDAY, count), week_start=0, weeks=12) is None


def test_a_theme_may_be_new_that_began_in_the_last_third_of_the_weeks_before() -> None:
    assert ComparedWeeks(first=0, middle=84, end=168, weeks=12).novelty_start == 84 - 4 * 7
    assert ComparedWeeks(first=0, middle=35, end=70, weeks=5).novelty_start == 35 - 7
    assert ComparedWeeks(first=0, middle=14, end=28, weeks=2).novelty_start == 14, "too short"


def test_days_are_summed_by_week_and_a_week_without_data_is_none() -> None:
    daily = np.vstack([np.full(56, 3.0), np.r_[np.full(28, 3.0), np.full(28, 9.0)]])
    observed = np.ones(56, bool)
    observed[7:14] = False
    daily[:, 7:14] = 0
    span = choose_weeks(days(MONDAY, 56), week_start=0, weeks=4)
    assert span is not None
    found = compare_weeks(daily, daily.sum(axis=0), observed, np.arange(56) % 7, span)
    assert found.weekly[0] == (21, None, 21, 21, 21, 21, 21, 21)
    assert [trend.direction for trend in found.trends] == ["steady", "rising"]
