"""Daily and hourly series of the workspace, for trends, alarms and effects."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from pipeline.settings import Settings
from signals.statistics.gaps import find_observed_days
from store.read.reader import Reader
from store.read.signal_rows import Series, count_asks_by_span, read_series

LONGEST = 400
"""Days that are looked back on, at most."""
_HOURS = 24


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days of the workspace, oldest first; the last may be running."""

    days: tuple[date, ...]
    series: Series
    asks: NDArray[np.float64]
    """(n,) all asks."""
    observed: NDArray[np.bool_]
    """(n,) days with data."""
    zone: ZoneInfo
    running_hours: int | None = None
    """Where the last day is not over, at `now` or in the data: its full hours so far, 1..24. Its
    counts hold these alone. None where all days are whole."""

    @property
    def weekday(self) -> NDArray[np.int64]:
        """(n,) 0 is Monday."""
        return np.array([day.weekday() for day in self.days], dtype=np.int64)

    def to_utc(self, day: date) -> datetime:
        """When a day begins, UTC."""
        return to_utc_midnight(day, self.zone)


def read_days(reader: Reader, settings: Settings, now: datetime) -> Days:
    """Every whole day from the first ask (at most 400 back) to the last one that is over both at
    `now` and in the data: the day of the newest ask is over when something was read after it."""
    zone = ZoneInfo(settings.timezone)
    first, last = reader.oldest_ask, _find_last_day(reader, zone, now)
    if first is None or last is None:
        empty = np.zeros(0)
        return Days((), Series((), np.zeros((0, 0))), empty, empty.astype(bool), zone)
    begin = max(first.astimezone(zone).date(), last - timedelta(days=LONGEST))
    days = tuple(begin + timedelta(days=n) for n in range((last - begin).days + 1))
    edges = [to_utc_midnight(day, zone) for day in (*days, last + timedelta(days=1))]
    asks = count_asks_by_span(reader, edges)
    weekday = np.array([day.weekday() for day in days], dtype=np.int64)
    return Days(days, read_series(reader, edges), asks, find_observed_days(asks, weekday), zone)


def add_running_day(reader: Reader, days: Days, now: datetime) -> Days:
    """The same with the day after the last whole one, up to the last full hour of `now`; as it is
    where no hour of that day is over."""
    if not days.days:
        return days
    day = days.days[-1] + timedelta(days=1)
    begin = days.to_utc(day)
    hours = min(int((now - begin) / timedelta(hours=1)), _HOURS)
    if hours < 1:
        return days
    edges = [begin, min(begin + timedelta(hours=hours), days.to_utc(day + timedelta(days=1)))]
    so_far = read_series(reader, edges)
    names = tuple(dict.fromkeys((*days.series.names, *so_far.names)))
    known = np.zeros((len(names), len(days.days) + 1))
    known[: len(days.series.names), :-1] = days.series.counts
    known[:, -1] = [so_far.get_row(*name).sum() for name in names]
    return replace(
        days,
        days=(*days.days, day),
        series=Series(names, known),
        asks=np.append(days.asks, count_asks_by_span(reader, edges).sum()),
        observed=np.append(days.observed, True),
        running_hours=hours,
    )


def read_hours(reader: Reader, days: Days, first: int) -> NDArray[np.float64]:
    """(len(names), n - first, 24) the same series by local hour, from day number `first` on; hours
    of a running day that are not over are empty."""
    edges = [
        days.to_utc(day) + timedelta(hours=hour)
        for day in days.days[first:]
        for hour in range(_HOURS)
    ]
    edges.append(days.to_utc(days.days[-1] + timedelta(days=1)))
    hourly = read_series(reader, _sort_edges(edges))
    counts = np.zeros((len(days.series.names), len(edges) - 1))
    for row, name in enumerate(days.series.names):
        counts[row] = hourly.get_row(*name)
    by_day = counts.reshape(len(counts), -1, _HOURS)
    by_day[:, -1, days.running_hours or _HOURS :] = 0.0
    return by_day


def to_utc_midnight(day: date, zone: ZoneInfo) -> datetime:
    """When a local day begins, UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _sort_edges(edges: list[datetime]) -> list[datetime]:
    # A day of 23 hours ends before its 24th hour begins: that hour is empty, not backwards.
    for place in range(len(edges) - 2, -1, -1):
        edges[place] = min(edges[place], edges[place + 1])
    return edges


def _find_last_day(reader: Reader, zone: ZoneInfo, now: datetime) -> date | None:
    through = reader.snapshot.data_through
    if through is None:
        return None
    newest = min(through, now).astimezone(zone).date()
    read = [row["imported_at"] for row in reader.read_imports() if row["removed_at"] is None]
    over = any(newest < at.astimezone(zone).date() <= now.astimezone(zone).date() for at in read)
    return newest if over else newest - timedelta(days=1)
