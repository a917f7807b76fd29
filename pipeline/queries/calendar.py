"""The weeks, months and quarters that a workspace's data have, in its own time zone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from domain.periods import find_week_start, format_week
from domain.report import Span
from pipeline.settings import Settings
from store.read.reader import Reader
from store.read.series import find_busy_days


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the workspace's calendar."""

    words: str
    """The period it is, e.g. "2026-W07"."""
    start: date
    """Its first day."""
    whole: bool
    """False for the first and last week of the data when they begin or end inside it: a part of a
    week is never compared with a whole one."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days that have data, as periods a person may choose."""

    first: date | None
    """Day of the oldest ask in the workspace's zone; None when no ask has a time."""
    last: date | None
    """Day of the newest ask."""
    weeks: tuple[Week, ...]
    """Every week from the first to the last, the quiet ones too, oldest first."""
    months: tuple[str, ...]
    """Months with at least one ask, newest first: "2026-02"."""
    quarters: tuple[str, ...]
    busy_weeks: tuple[str, ...]
    """Weeks with at least one ask, newest first."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """The weeks as spans of a series."""
        return tuple(
            Span(week.start, week.start + timedelta(days=7), is_partial=not week.whole)
            for week in self.weeks
        )


def read_calendar(reader: Reader, settings: Settings) -> Calendar:
    """The days that have data, in the workspace's zone and with its weeks."""
    oldest, newest = reader.oldest_ask, reader.snapshot.data_through
    if oldest is None or newest is None:
        return Calendar(None, None, (), (), (), ())
    zone = ZoneInfo(settings.timezone)
    first, last = oldest.astimezone(zone).date(), newest.astimezone(zone).date()
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    busy_days = find_busy_days(reader, days, settings.timezone)[::-1]
    week_start = settings.week_start_number
    return Calendar(
        first=first,
        last=last,
        weeks=_list_weeks(first, last, week_start),
        months=_drop_duplicates(f"{day:%Y-%m}" for day in busy_days),
        quarters=_drop_duplicates(f"{day.year}-Q{(day.month + 2) // 3}" for day in busy_days),
        busy_weeks=_drop_duplicates(
            format_week(find_week_start(day, week_start), week_start) for day in busy_days
        ),
    )


def _drop_duplicates(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _list_weeks(first: date, last: date, week_start: int) -> tuple[Week, ...]:
    begin = find_week_start(first, week_start)
    count = (last - begin).days // 7 + 1
    starts = [begin + timedelta(days=7 * n) for n in range(count)]
    return tuple(
        Week(
            words=format_week(start, week_start),
            start=start,
            whole=start >= first and start + timedelta(days=6) <= last,
        )
        for start in starts
    )
