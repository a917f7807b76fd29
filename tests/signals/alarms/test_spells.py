"""Consecutive days are one alarm; a day that is not over opens and prolongs, and closes nothing."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from signals.alarms.daily import DailyAlarms
from signals.alarms.hourly import HourlyAlarms
from signals.alarms.spells import (
    Spell,
    TimedSpell,
    compute_day_fraction,
    drop_covered,
    extend_to_running_day,
    find_daily_spells,
    find_hourly_spells,
    find_runs,
)

START = datetime(2026, 3, 2, tzinfo=UTC)


def daily(open_days: list[int], days: int = 10, new: int | None = None) -> DailyAlarms:
    is_open = np.zeros((1, days), bool)
    is_open[0, open_days] = True
    is_new = np.zeros((1, days), bool)
    if new is not None:
        is_new[0, new] = True
    flat = np.full((1, days), 2.0)
    return DailyAlarms(flat, flat, np.ones((1, days)), is_open, is_open, is_new)


def timed(begin: int, end: int, series: int = 0, is_open: bool = False) -> TimedSpell:
    spell = Spell(series, begin, end, is_open, False, 1.0)
    return TimedSpell(spell, START + timedelta(days=begin), START + timedelta(days=end))


def test_runs_are_half_open_and_may_touch_both_ends() -> None:
    assert find_runs(np.array([True, True, False, True])) == [(0, 2), (3, 4)]
    assert find_runs(np.zeros(3, bool)) == []


def test_consecutive_days_are_one_spell_with_what_was_usual_in_them() -> None:
    counts = np.full((1, 10), 8.0)
    spells = find_daily_spells(counts, daily([2, 3, 6, 9]), shown_from=0)
    assert [(spell.begin, spell.end) for spell in spells] == [(2, 4), (6, 7), (9, 10)]
    assert [spell.is_open for spell in spells] == [False, False, True]
    assert spells[0].expected == 4


def test_a_spell_that_ended_before_the_shown_days_is_left_out_and_others_keep_their_begin() -> None:
    spells = find_daily_spells(np.ones((1, 10)), daily([1, 4, 5, 6]), shown_from=5)
    assert [(spell.begin, spell.end) for spell in spells] == [(4, 7)]


def test_a_new_problem_begins_with_the_first_conversation_of_its_week() -> None:
    counts = np.zeros((1, 10))
    counts[0, [5, 6, 8]] = 2
    (spell,) = find_daily_spells(counts, daily([8], new=8), shown_from=0)
    assert (spell.begin, spell.end, spell.is_new) == (5, 9, True)


def test_a_running_day_closes_nothing_and_expects_its_part_of_a_day() -> None:
    before = daily([8])
    extended = extend_to_running_day(before, 0.25)
    assert extended.open[0, 8:].tolist() == [True, True]
    assert extended.expected[0, 8:].tolist() == [2.0, 0.5]
    assert not before.open[0, 9], "what was given is not changed"
    assert extend_to_running_day(daily([9]), 1.0).open[0, 8:].tolist() == [False, True]


def test_a_days_fraction_is_that_of_its_traffic_and_not_of_its_hours() -> None:
    hours = np.zeros((3, 24))
    hours[:, 9:13] = 5
    assert compute_day_fraction(hours, 9) == 0
    assert compute_day_fraction(hours, 10) == pytest.approx(0.25)
    assert compute_day_fraction(np.zeros((3, 24)), 10) == 0, "no traffic at all"


def test_an_hourly_spell_runs_from_its_window_to_the_first_hour_back_within_the_usual() -> None:
    chance = np.ones((2, 48))
    chance[0, 12:15] = 1e-4
    chance[1, 44:] = 1e-4
    window = np.ones((2, 48), int)
    window[0, 12] = 3
    started = np.zeros((2, 48), bool)
    started[0, 12] = started[1, 44] = True
    closed, running = find_hourly_spells(
        HourlyAlarms(np.full((2, 48), 2.0), chance, window, started), end=46
    )
    assert (closed.series, closed.begin, closed.end, closed.is_open) == (0, 10, 15, False)
    assert closed.expected == 10
    assert (running.begin, running.end, running.is_open) == (44, 46, True)


def test_what_a_spell_of_the_same_series_covers_is_dropped() -> None:
    days = [timed(2, 4), timed(6, 8, is_open=True)]
    kept = [timed(1, 3), timed(4, 5), timed(2, 3, series=1)]
    dropped = [timed(2, 3), timed(3, 5), timed(9, 10)]
    assert drop_covered([*kept, *dropped], days) == kept
