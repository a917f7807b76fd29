"""Alarms: series above their usual level, by day over the last month, by hour over three days."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

import numpy as np

from domain.counts import SnapshotInfo
from domain.errors import BadRequest
from pipeline.analysis.series import Days, add_running_day, read_days, read_hours
from pipeline.areas.teams import find_team, select_team_themes
from pipeline.settings import Settings
from signals.alarms.daily import (
    BUDGET,
    DailyAlarms,
    compute_daily_alpha,
    compute_recent_levels,
    detect_daily_alarms,
)
from signals.alarms.hourly import (
    BUSY_PER_DAY,
    HOURS,
    WATCHED_DAYS,
    choose_learning_days,
    compute_hourly_alpha,
    detect_hourly_alarms,
)
from signals.alarms.spells import (
    TimedSpell,
    compute_day_fraction,
    drop_covered,
    extend_to_running_day,
    find_daily_spells,
    find_hourly_spells,
)
from signals.statistics.baseline import MIN_DAYS
from store.read.measured_ranking import read_theme_names
from store.read.reader import Reader, open_reader
from store.read.signal_rows import Scope, read_alarm_conversations

Step = Literal["day", "hour"]
SHOWN_DAYS = 30
"""Days whose alarms are shown."""
FIRST_MESSAGES = 3
"""Conversations shown of an alarm."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that ran above its usual level."""

    sort: Scope
    """Of what series: "theme", "all", "language", "channel"."""
    name: str
    """Which series: a theme's id, a language, a channel."""
    label: str
    step: Step
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
    """False alarms a month over everything that are accepted."""
    watched_daily: int
    watched_hourly: int
    history: int
    """Whole days with data; below 28 nothing is watched."""
    until: datetime | None
    """End of the last full hour watched, UTC; None where nothing was."""
    timezone: str
    """The workspace's."""
    alarms: tuple[Alarm, ...]


def raise_alarms(
    settings: Settings, now: datetime, budget: float = BUDGET, team: str | None = None
) -> AlarmReport:
    """Alarms of the last month, up to the last full hour of `now`; of a team's themes alone, where
    one is named: everything is watched even so, and the budget is over everything. Raises
    `BadRequest` for a budget outside (0, 100]."""
    if not 0 < budget <= 100:
        raise BadRequest("--budget is the false alarms a month you can live with: above 0, to 100.")
    with open_reader(settings.store) as reader:
        shown = select_team_themes(reader, find_team(settings, team))
        whole = read_days(reader, settings, now)
        history = int(whole.observed.sum())
        if history < MIN_DAYS:
            return AlarmReport(reader.snapshot, budget, 0, 0, history, None, settings.timezone, ())
        days = add_running_day(reader, whole, now)
        names = {theme: label for theme, (label, _) in read_theme_names(reader).items()}
        by_day = _find_daily_spells(reader, days, budget)
        by_hour, busy = _find_hourly_spells(reader, days, budget)
        alarms = [_build_alarm(reader, days, names, "day", timed) for timed in by_day]
        alarms += [
            _build_alarm(reader, days, names, "hour", timed)
            for timed in drop_covered(by_hour, by_day)
        ]
        if shown is not None:
            alarms = [alarm for alarm in alarms if alarm.sort == "theme" and alarm.name in shown]
        alarms.sort(key=lambda alarm: (alarm.until is None, alarm.since))
        return AlarmReport(
            reader.snapshot, budget, len(days.series.names), busy, history,
            _find_watch_end(days), settings.timezone, tuple(alarms[::-1]),
        )  # fmt: skip


def watch_series_by_day(days: Days, budget: float, first: int) -> DailyAlarms:
    """All series watched from day number `first` on."""
    counts = days.series.counts
    alpha = compute_daily_alpha(counts, first, budget)
    totals = days.series.get_row("all", "all")
    return detect_daily_alarms(counts, totals, days.observed, days.weekday, first, alpha)


def _find_daily_spells(reader: Reader, days: Days, budget: float) -> list[TimedSpell]:
    # An alarm that was open already when the shown days begin keeps its true begin.
    first = max(len(days.days) - 2 * SHOWN_DAYS, MIN_DAYS)
    seen = watch_series_by_day(days, budget, first)
    if days.running_hours is not None:
        hours = read_hours(reader, days, max(len(days.days) - 1 - MIN_DAYS, 0))
        traffic = hours[days.series.names.index(("all", "all")), :-1]
        seen = extend_to_running_day(seen, compute_day_fraction(traffic, days.running_hours))
    watch_end = _find_watch_end(days)
    return [
        TimedSpell(
            spell,
            days.to_utc(days.days[spell.begin]),
            min(days.to_utc(days.days[spell.end - 1] + timedelta(days=1)), watch_end),
        )
        for spell in find_daily_spells(days.series.counts, seen, len(days.days) - SHOWN_DAYS)
    ]


def _find_hourly_spells(reader: Reader, days: Days, budget: float) -> tuple[list[TimedSpell], int]:
    """Spells of the last days' hours, those of the running day among them, and how many series are
    busy enough to be watched by hour."""
    whole = len(days.days) - (days.running_hours is not None)
    levels = compute_recent_levels(days.series.counts, whole)
    busy = np.flatnonzero(levels >= BUSY_PER_DAY)
    learned = choose_learning_days(whole)
    if not len(busy) or not learned:
        return [], 0
    begin = whole - WATCHED_DAYS - learned
    hours = read_hours(reader, days, begin)[busy]
    expected = watch_series_by_day(days, budget, begin).expected[busy, begin:]
    alpha = compute_hourly_alpha(levels[busy], budget)
    seen = detect_hourly_alarms(hours, expected, days.weekday[begin:], learned, alpha)
    end = hours[0].size - HOURS + (days.running_hours or HOURS)
    found = [
        TimedSpell(
            replace(spell, series=int(busy[spell.series])),
            _find_hour_start(days, begin, spell.begin),
            _find_hour_start(days, begin, spell.end - 1) + timedelta(hours=1),
        )
        for spell in find_hourly_spells(seen, end)
    ]
    return found, len(busy)


def _find_hour_start(days: Days, first: int, hour: int) -> datetime:
    """When an hour begins that is counted from day number `first` on, UTC."""
    return days.to_utc(days.days[first + hour // HOURS]) + timedelta(hours=hour % HOURS)


def _find_watch_end(days: Days) -> datetime:
    last = days.days[-1]
    if days.running_hours is None:
        return days.to_utc(last + timedelta(days=1))
    return days.to_utc(last) + timedelta(hours=days.running_hours)


def _build_alarm(
    reader: Reader, days: Days, names: Mapping[str, str], step: Step, timed: TimedSpell
) -> Alarm:
    sort, name = days.series.names[timed.spell.series]
    rows = read_alarm_conversations(reader, sort, name, timed.since, timed.until)
    return Alarm(
        sort=sort,
        name=name,
        label=names.get(name, name) if sort == "theme" else name,
        step=step,
        since=timed.since,
        until=None if timed.spell.is_open else timed.until,
        is_new=timed.spell.is_new,
        conversations=len(rows),
        expected=timed.spell.expected,
        customers=rows[0]["customers"] if rows else 0,
        languages=_count_by(rows, "language"),
        channels=_count_by(rows, "channel"),
        plans=_count_by(rows, "plan"),
        first=tuple(
            {"id": row["conversation_id"], "url": row["url"], "at": row["asked_at"],
             "text": row["text"]}
            for row in rows[:FIRST_MESSAGES]
        ),
    )  # fmt: skip


def _count_by(rows: Sequence[dict[str, Any]], column: str) -> tuple[tuple[str, int], ...]:
    """(value, rows that have it), most first; rows without a value are left out."""
    counts = Counter(row[column] for row in rows if row[column] is not None)
    return tuple(sorted(counts.items(), key=lambda counted: (-counted[1], counted[0])))
