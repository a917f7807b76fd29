"""What runs above its usual level: by day over the last month, by hour over the last days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from domain import SnapshotInfo
from domain.errors import BadRequest
from pipeline.read_series import Days, read_days, read_hours
from pipeline.settings import Settings
from signals.alarms import BUDGET, DAILY, HOURLY, MONTH, Watched, per_test, watch_days
from signals.baseline import DAYS, FEWEST_DAYS
from signals.hours import HOURS, watch_hours
from store.ranked import theme_names
from store.reader import Reader, open_reader
from store.signals import Sort, alarm_conversations

SHOWN = 30
"""Days whose alarms are told."""
HOURLY_DAYS = 3
"""Days whose hours are told."""
BUSY = 24.0
"""Conversations a day from which a series is watched by hour."""
FIRST_MESSAGES = 3


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that ran above its usual level."""

    sort: Sort
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
    alarms: tuple[Alarm, ...]


def raise_alarms(settings: Settings, now: datetime, budget: float = BUDGET) -> AlarmReport:
    """Alarms of the last month. Raises `BadRequest` for a budget that is none."""
    if not 0 < budget <= 100:
        raise BadRequest("--budget is the false alarms a month you can live with: above 0, to 100.")
    with open_reader(settings.store) as reader:
        days = read_days(reader, settings, now)
        names = {theme: label for theme, (label, _) in theme_names(reader).items()}
        history = int(days.observed.sum())
        if history < FEWEST_DAYS:
            return AlarmReport(reader.snapshot, budget, 0, 0, history, ())
        found = _daily(reader, days, names, budget)
        hourly, busy = _hourly(reader, days, names, budget)
        told = sorted([*found, *hourly], key=lambda alarm: (alarm.until is None, alarm.since))
        return AlarmReport(
            reader.snapshot, budget, len(days.series.names), busy, history, tuple(told[::-1])
        )


def watched_by_day(days: Days, budget: float, first: int) -> Watched:
    """All series watched from day number `first` on."""
    counts = days.series.counts
    recent = slice(max(first - DAYS, 0), first)
    levels = 2 * counts[:, recent].mean(axis=1) if first else counts.sum(axis=1)
    alpha = per_test(budget * DAILY, levels, MONTH)
    totals = days.series.of("all", "all")
    return watch_days(counts, totals, days.observed, days.weekday, first, alpha)


def _daily(reader: Reader, days: Days, names: Mapping[str, str], budget: float) -> list[Alarm]:
    # An alarm that was open already when the shown days begin keeps its true beginning.
    first = max(len(days.days) - 2 * SHOWN, FEWEST_DAYS)
    seen = watched_by_day(days, budget, first)
    shown = len(days.days) - SHOWN
    return [
        _alarm(reader, days, names, row, spell, seen.expected[row], bool(seen.new[row, spell[0]]))
        for row in range(len(seen.open))
        for spell in _spells(seen.open[row])
        if spell[1] > shown
    ]


def _spells(open_: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of True as half-open spans."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], open_.astype(int), [0]])))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _alarm(
    reader: Reader, days: Days, names: Mapping[str, str], row: int, spell: tuple[int, int],
    expected: NDArray[np.float64], is_new: bool,
) -> Alarm:  # fmt: skip
    begin, end = spell
    # What is flagged as two days together, or as a new problem's week, began before its last day.
    if is_new:
        begin = int(np.flatnonzero(days.series.counts[row] > 0)[0])
    since = days.instant(days.days[begin])
    until = days.instant(days.days[end - 1] + timedelta(days=1))
    usual = float(np.nansum(expected[begin:end]))
    is_open = end == len(days.days)
    return _told(reader, days.series.names[row], names, "day", since, until, is_open, usual, is_new)


def _told(
    reader: Reader, what: tuple[Sort, str], names: Mapping[str, str], step: Literal["day", "hour"],
    since: datetime, until: datetime, is_open: bool, usual: float, is_new: bool,
) -> Alarm:  # fmt: skip
    rows = alarm_conversations(reader, *what, since, until)
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
        languages=_mix(rows, "language"),
        channels=_mix(rows, "channel"),
        plans=_mix(rows, "plan"),
        first=tuple(
            {"id": told["conversation_id"], "url": told["url"], "at": told["asked_at"],
             "text": told["text"]}
            for told in rows[:FIRST_MESSAGES]
        ),
    )  # fmt: skip


def _mix(rows: Sequence[dict[str, Any]], column: str) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for row in rows:
        if row[column] is not None:
            counts[row[column]] = counts.get(row[column], 0) + 1
    return tuple(sorted(counts.items(), key=lambda told: (-told[1], told[0])))


def _hourly(
    reader: Reader, days: Days, names: Mapping[str, str], budget: float
) -> tuple[list[Alarm], int]:
    """Alarms of the last days' hours, and how many series are busy enough to be watched so."""
    recent = days.series.counts[:, -DAYS:].mean(axis=1)
    busy = np.flatnonzero(recent >= BUSY)
    learned = min(54, len(days.days) - FEWEST_DAYS - HOURLY_DAYS)
    if not len(busy) or learned < FEWEST_DAYS:
        return [], 0
    begin = len(days.days) - HOURLY_DAYS - learned
    hours = read_hours(reader, days, begin)[busy]
    expected = watched_by_day(days, budget, begin).expected[busy, begin:]
    alpha = per_test(budget * HOURLY, recent[busy], MONTH * HOURS)
    seen = watch_hours(hours, expected, days.weekday[begin:], learned, alpha)
    found = []
    for row, hour in zip(*np.nonzero(seen.started), strict=True):
        day, of_day = divmod(int(hour), HOURS)
        since = days.instant(days.days[begin + day]) + timedelta(hours=max(of_day - 2, 0))
        until = days.instant(days.days[begin + day]) + timedelta(hours=of_day + 1)
        usual = float(seen.expected[row, hour - min(of_day, 2) : hour + 1].sum())
        what = days.series.names[int(busy[row])]
        found.append(_told(reader, what, names, "hour", since, until, False, usual, False))
    return found, len(busy)
