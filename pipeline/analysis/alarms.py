"""What runs above its usual level: by day over the last month, by hour over the last days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from domain.counts import SnapshotInfo
from domain.errors import BadRequest
from pipeline.analysis.series import Days, add_running_day, read_days, read_hours
from pipeline.settings import Settings
from signals.alarms.daily import (
    BUDGET,
    CLOSING_CHANCE,
    DAILY_SHARE,
    HOURLY_SHARE,
    MONTH,
    NEW_DAYS,
    DailyAlarms,
    compute_test_alpha,
    detect_daily_alarms,
)
from signals.alarms.hourly import HOURS, HourlyAlarms, detect_hourly_alarms
from signals.statistics.baseline import BASELINE_DAYS, MIN_DAYS
from store.read.ranking import read_theme_names
from store.read.reader import Reader, open_reader
from store.read.signal_rows import Scope, read_alarm_conversations

SHOWN_DAYS = 30
"""Days whose alarms are told."""
HOURLY_DAYS = 3
"""Days whose hours are told."""
BUSY_PER_DAY = 24.0
"""Conversations a day from which a series is watched by hour."""
FIRST_MESSAGES = 3


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that ran above its usual level."""

    sort: Scope
    """What it is about: "theme", "all", "language", "channel"."""
    name: str
    """Which one: a theme's id, a language, a channel."""
    label: str
    step: Literal["day", "hour"]
    since: datetime
    """Begin of the first day or hour above the usual, UTC."""
    until: datetime | None
    """When it was back within the usual; None while it is open."""
    is_new: bool
    """Whether nobody had this problem before."""
    conversations: int
    expected: float
    """What would have been usual in that time."""
    customers: int
    """Distinct known customers."""
    languages: tuple[tuple[str, int], ...]
    """(language, conversations), most first."""
    channels: tuple[tuple[str, int], ...]
    plans: tuple[tuple[str, int], ...]
    first: tuple[dict[str, Any], ...]
    """Its first conversations: id, url, time and (masked) text."""


@dataclass(frozen=True, slots=True)
class AlarmReport:
    """Alarms, newest first, and what was watched."""

    snapshot: SnapshotInfo
    budget: float
    """False alarms a month over everything that was granted."""
    watched_daily: int
    watched_hourly: int
    history: int
    """Whole days with data; below 28 nothing is said."""
    until: datetime | None
    """Up to when was watched, UTC: the last full hour; None where nothing was."""
    timezone: str
    """The workspace's."""
    alarms: tuple[Alarm, ...]


def raise_alarms(settings: Settings, now: datetime, budget: float = BUDGET) -> AlarmReport:
    """Alarms of the last month, up to the last full hour of `now`. Raises `BadRequest` for a budget
    that is none."""
    if not 0 < budget <= 100:
        raise BadRequest("--budget is the false alarms a month you can live with: above 0, to 100.")
    with open_reader(settings.store) as reader:
        whole = read_days(reader, settings, now)
        history = int(whole.observed.sum())
        if history < MIN_DAYS:
            return AlarmReport(reader.snapshot, budget, 0, 0, history, None, settings.timezone, ())
        days = add_running_day(reader, whole, now)
        names = {theme: label for theme, (label, _) in read_theme_names(reader).items()}
        by_day = _find_daily_alarms(reader, days, names, budget)
        by_hour, busy = _find_hourly_alarms(reader, days, names, budget)
        # What an alarm by day tells already is not told by the hour again.
        told = [*by_day, *(alarm for alarm in by_hour if not _is_covered(alarm, by_day))]
        told.sort(key=lambda alarm: (alarm.until is None, alarm.since))
        return AlarmReport(
            reader.snapshot, budget, len(days.series.names), busy, history,
            _find_watch_end(days), settings.timezone, tuple(told[::-1]),
        )  # fmt: skip


def _find_watch_end(days: Days) -> datetime:
    last = days.to_utc(days.days[-1])
    if days.running_hours is None:
        return days.to_utc(days.days[-1] + timedelta(days=1))
    return last + timedelta(hours=days.running_hours)


def _is_covered(alarm: Alarm, others: Sequence[Alarm]) -> bool:
    """Whether another alarm of the same thing was on when this one began."""
    return any(
        (other.sort, other.name) == (alarm.sort, alarm.name)
        and other.since <= alarm.since
        and (other.until is None or alarm.since < other.until)
        for other in others
    )


def watch_series_by_day(days: Days, budget: float, first: int) -> DailyAlarms:
    """All series watched from day number `first` on."""
    counts = days.series.counts
    recent = slice(max(first - BASELINE_DAYS, 0), first)
    levels = 2 * counts[:, recent].mean(axis=1) if first else counts.sum(axis=1)
    alpha = compute_test_alpha(budget * DAILY_SHARE, levels, MONTH)
    totals = days.series.get_row("all", "all")
    return detect_daily_alarms(counts, totals, days.observed, days.weekday, first, alpha)


def _find_daily_alarms(
    reader: Reader, days: Days, names: Mapping[str, str], budget: float
) -> list[Alarm]:
    # An alarm that was open already when the shown days begin keeps its true beginning.
    first = max(len(days.days) - 2 * SHOWN_DAYS, MIN_DAYS)
    seen = watch_series_by_day(days, budget, first)
    shown = len(days.days) - SHOWN_DAYS
    open_, expected = seen.open, seen.expected
    if days.running_hours is not None:
        # Counts of a day only grow: what is above a whole day's usual by noon is above it at night,
        # so looking early costs no false alarm. But a day that is not over closes nothing.
        open_[:, -1] |= open_[:, -2]
        expected[:, -1] *= _compute_day_fraction(reader, days)
    return [
        _build_daily_alarm(
            reader, days, names, row, spell, expected[row], bool(seen.new[row, spell[0]])
        )
        for row in range(len(open_))
        for spell in _find_spells(open_[row])
        if spell[1] > shown
    ]


def _compute_day_fraction(reader: Reader, days: Days) -> float:
    """Which part of a day's traffic comes in the hours that are over of the running day."""
    hours = read_hours(reader, days, max(len(days.days) - 1 - MIN_DAYS, 0))
    by_hour = hours[days.series.names.index(("all", "all")), :-1].sum(axis=0)
    return float(by_hour[: days.running_hours].sum() / max(by_hour.sum(), 1.0))


def _find_spells(open_: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of True as half-open spans."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], open_.astype(int), [0]])))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _build_daily_alarm(
    reader: Reader, days: Days, names: Mapping[str, str], row: int, spell: tuple[int, int],
    expected: NDArray[np.float64], is_new: bool,
) -> Alarm:  # fmt: skip
    begin, end = spell
    # What is flagged as two days together, or as a new problem's week, began before its last day.
    if is_new:
        week = max(begin + 1 - NEW_DAYS, 0)
        begin = week + int(np.flatnonzero(days.series.counts[row, week : begin + 1] > 0)[0])
    since = days.to_utc(days.days[begin])
    until = min(days.to_utc(days.days[end - 1] + timedelta(days=1)), _find_watch_end(days))
    usual = float(np.nansum(expected[begin:end]))
    is_open = end == len(days.days)
    return _build_alarm(
        reader, days.series.names[row], names, "day", since, until, is_open, usual, is_new
    )


def _build_alarm(
    reader: Reader, what: tuple[Scope, str], names: Mapping[str, str], step: Literal["day", "hour"],
    since: datetime, until: datetime, is_open: bool, usual: float, is_new: bool,
) -> Alarm:  # fmt: skip
    rows = read_alarm_conversations(reader, *what, since, until)
    return Alarm(
        sort=what[0],
        name=what[1],
        label=names.get(what[1], what[1]) if what[0] == "theme" else what[1],
        step=step,
        since=since,
        until=None if is_open else until,
        is_new=is_new,
        conversations=len(rows),
        expected=usual,
        customers=rows[0]["customers"] if rows else 0,
        languages=_count_by(rows, "language"),
        channels=_count_by(rows, "channel"),
        plans=_count_by(rows, "plan"),
        first=tuple(
            {"id": told["conversation_id"], "url": told["url"], "at": told["asked_at"],
             "text": told["text"]}
            for told in rows[:FIRST_MESSAGES]
        ),
    )  # fmt: skip


def _count_by(rows: Sequence[dict[str, Any]], column: str) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for row in rows:
        if row[column] is not None:
            counts[row[column]] = counts.get(row[column], 0) + 1
    return tuple(sorted(counts.items(), key=lambda told: (-told[1], told[0])))


def _find_hourly_alarms(
    reader: Reader, days: Days, names: Mapping[str, str], budget: float
) -> tuple[list[Alarm], int]:
    """Alarms of the last days' hours, those of the running day among them, and how many series are
    busy enough to be watched so."""
    whole = len(days.days) - (days.running_hours is not None)
    recent = days.series.counts[:, max(whole - BASELINE_DAYS, 0) : whole].mean(axis=1)
    busy = np.flatnonzero(recent >= BUSY_PER_DAY)
    learned = min(54, whole - MIN_DAYS - HOURLY_DAYS)
    if not len(busy) or learned < MIN_DAYS:
        return [], 0
    begin = whole - HOURLY_DAYS - learned
    hours = read_hours(reader, days, begin)[busy]
    expected = watch_series_by_day(days, budget, begin).expected[busy, begin:]
    alpha = compute_test_alpha(budget * HOURLY_SHARE, recent[busy], MONTH * HOURS)
    seen = detect_hourly_alarms(hours, expected, days.weekday[begin:], learned, alpha)
    now = hours[0].size - HOURS + (days.running_hours or HOURS)
    found = [
        _build_hourly_alarm(reader, days, names, int(busy[row]), begin, seen, row, int(hour), now)
        for row, hour in zip(*np.nonzero(seen.started), strict=True)
    ]
    return found, len(busy)


def _build_hourly_alarm(
    reader: Reader, days: Days, names: Mapping[str, str], series: int, begin: int,
    seen: HourlyAlarms,
    row: int, hour: int, now: int,
) -> Alarm:  # fmt: skip
    """From the first hour of the window that stood out to the last hour above the usual; `hour` and
    `now` (the first hour not watched any more) are counted from day number `begin`."""
    first = hour - int(seen.window[row, hour]) + 1
    back = np.flatnonzero(seen.chance[row, hour:now] >= CLOSING_CHANCE)
    last = hour + int(back[0]) if len(back) else now
    since, until = (
        days.to_utc(days.days[begin + place // HOURS]) + timedelta(hours=place % HOURS)
        for place in (first, last - 1)
    )
    usual = float(seen.expected[row, first:last].sum())
    what = days.series.names[series]
    return _build_alarm(
        reader, what, names, "hour", since, until + timedelta(hours=1), last == now, usual, False
    )
