"""Spells: consecutive days or hours above the usual, reported as one alarm.

Invariants: a day that is not over opens and prolongs a spell and closes none; what a spell of days
covers is not reported by the hour again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from signals.alarms.daily import CLOSING_CHANCE, NEW_DAYS, DailyAlarms
from signals.alarms.hourly import HourlyAlarms
from signals.statistics.glm import Floats


@dataclass(frozen=True, slots=True)
class Spell:
    """One alarm, as places among the days or hours that were watched."""

    series: int
    """Row of the series."""
    begin: int
    """First day or hour."""
    end: int
    """The day or hour after the last."""
    is_open: bool
    """Whether it runs up to the end of what was watched."""
    is_new: bool
    """Whether nobody had this problem before."""
    expected: float
    """Conversations that would have been usual from `begin` to `end`."""


@dataclass(frozen=True, slots=True)
class TimedSpell:
    """A spell and when it was."""

    spell: Spell
    since: datetime
    """Begin of its first day or hour, UTC."""
    until: datetime
    """End of its last one, UTC."""


def compute_day_fraction(hours: Floats, hours_over: int) -> float:
    """Which part of a day's traffic comes in its first `hours_over` hours, 0..1.

    hours: (n, 24) all traffic of whole days by local hour.
    """
    by_hour = hours.sum(axis=0)
    return float(by_hour[:hours_over].sum() / max(by_hour.sum(), 1.0))


def extend_to_running_day(alarms: DailyAlarms, day_fraction: float) -> DailyAlarms:
    """The same where the last day is not over and `day_fraction` of its traffic may have come.

    Counts of a day only grow: what is above a whole day's usual by noon is above it at night, so
    looking early costs no false alarm. But a day that is not over closes nothing.
    """
    is_open, expected = alarms.open.copy(), alarms.expected.copy()
    is_open[:, -1] |= is_open[:, -2]
    expected[:, -1] *= day_fraction
    return replace(alarms, open=is_open, expected=expected)


def find_daily_spells(counts: Floats, alarms: DailyAlarms, shown_from: int) -> list[Spell]:
    """Spells of (S, n) daily counts that were on at day number `shown_from` or later, by series and
    then by begin. One that was on before that day keeps its true begin."""
    return [
        _build_daily_spell(counts, alarms, series, begin, end)
        for series in range(len(counts))
        for begin, end in find_runs(alarms.open[series])
        if end > shown_from
    ]


def _build_daily_spell(
    counts: Floats, alarms: DailyAlarms, series: int, begin: int, end: int
) -> Spell:
    is_new = bool(alarms.new[series, begin])
    # A new problem is flagged on the last day of the week in which it began.
    if is_new:
        week = max(begin + 1 - NEW_DAYS, 0)
        begin = week + int(np.flatnonzero(counts[series, week : begin + 1] > 0)[0])
    usual = float(np.nansum(alarms.expected[series, begin:end]))
    return Spell(series, begin, end, end == counts.shape[1], is_new, usual)


def find_hourly_spells(alarms: HourlyAlarms, end: int) -> list[Spell]:
    """Spells of S series by hour, by series and then by begin: each from the first hour of the
    window that stood out to the first hour back within the usual. Hours from `end` on are not over
    yet."""
    return [
        _build_hourly_spell(alarms, int(series), int(hour), end)
        for series, hour in zip(*np.nonzero(alarms.started), strict=True)
    ]


def _build_hourly_spell(alarms: HourlyAlarms, series: int, hour: int, end: int) -> Spell:
    begin = hour - int(alarms.window[series, hour]) + 1
    back = np.flatnonzero(alarms.chance[series, hour:end] >= CLOSING_CHANCE)
    last = hour + int(back[0]) if len(back) else end
    usual = float(alarms.expected[series, begin:last].sum())
    return Spell(series, begin, last, last == end, is_new=False, expected=usual)


def find_runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of True among (n,) flags, as half-open spans."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(int), [0]])))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def drop_covered(spells: Sequence[TimedSpell], others: Sequence[TimedSpell]) -> list[TimedSpell]:
    """The spells that did not begin while one of the others was on for the same series."""
    return [spell for spell in spells if not any(_covers(other, spell) for other in others)]


def _covers(other: TimedSpell, timed: TimedSpell) -> bool:
    return (
        other.spell.series == timed.spell.series
        and other.since <= timed.since
        and (other.spell.is_open or timed.since < other.until)
    )
