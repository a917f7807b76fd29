"""Periods: half-open spans of days [start, end) in the workspace's time zone."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.errors import UnknownPeriod


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open span of days; both ends None means everything, asks without a time included."""

    words: str
    """As the person wrote it: "2026-02", "all", "last-30d"; `last-month` and `last-week` by the
    name that they have in the calendar."""
    start: date | None
    """First day; None for `all`."""
    end: date | None
    """The day after the last; None for `all`."""
    timezone: str = "UTC"
    """IANA name of the zone whose days these are."""

    @property
    def is_all(self) -> bool:
        """Whether it takes in everything."""
        return self.start is None

    @property
    def days(self) -> int | None:
        """Length in days, None for `all`."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).days

    def to_utc_bounds(self) -> tuple[datetime, datetime] | None:
        """Start and end as UTC instants; None for `all`."""
        if self.start is None or self.end is None:
            return None
        zone = ZoneInfo(self.timezone)
        return (
            datetime.combine(self.start, time(), zone).astimezone(UTC),
            datetime.combine(self.end, time(), zone).astimezone(UTC),
        )

    def find_previous(self) -> "Period | None":
        """What to compare with: the month, quarter or year before, else as many days before."""
        if self.start is None or self.end is None:
            return None
        if self.start.day == 1 and self.end.day == 1:
            months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month
            start = _add_months(self.start, -months)
        else:
            start = self.start - (self.end - self.start)
        return Period(f"before {self.words}", start, self.start, self.timezone)


def parse_period(words: str, now: datetime, timezone: str = "UTC", week_start: int = 0) -> Period:
    """Read a period as people write it.

    `now` is aware and is only asked for `last-30d`, which ends with today, and for `last-month` and
    `last-week`, the whole ones before today's. `week_start` is the weekday a week begins on,
    0 = Monday; `2026-W07` is the ISO week, shifted to that day. Raises `UnknownPeriod`.
    """
    today = now.astimezone(ZoneInfo(timezone)).date()
    text = _resolve_relative_period(words.strip(), today, week_start)
    try:
        start, end = _parse_span(text, today, week_start)
        period = Period(text, start, end, timezone)
        # It is read with the span before it: the calendar must hold both, which begins in year 1.
        for span in (period, period.find_previous()):
            if span is not None:
                span.to_utc_bounds()
    except (ValueError, OverflowError):
        raise UnknownPeriod(words) from None
    if start is not None and end is not None and start >= end:
        raise UnknownPeriod(words)
    return period


def to_local_date(at: datetime | None, timezone: str) -> date | None:
    """The day of an instant in a zone."""
    return at.astimezone(ZoneInfo(timezone)).date() if at else None


def find_week_start(day: date, week_start: int) -> date:
    """The first day of a day's week."""
    return day - timedelta(days=(day.weekday() - week_start) % 7)


def format_week(first: date, week_start: int) -> str:
    """The words that name the week beginning on `first`: "2026-W07"."""
    year, week, _ = (first - _compute_week_shift(week_start)).isocalendar()
    return f"{year}-W{week:02}"


def format_instant(at: datetime | None) -> str | None:
    """A time as ISO 8601 in UTC."""
    return at.isoformat().replace("+00:00", "Z") if at else None


def _compute_week_shift(week_start: int) -> timedelta:
    """From the ISO week's Monday to the day that weeks begin on."""
    return timedelta(days=week_start if week_start <= 3 else week_start - 7)


def _resolve_relative_period(text: str, today: date, week_start: int) -> str:
    """What moves with today, by its name in the calendar, which whatever is written of it keeps."""
    if text == "last-month":
        return f"{_add_months(today.replace(day=1), -1):%Y-%m}"
    if text == "last-week":
        return format_week(find_week_start(today, week_start) - timedelta(days=7), week_start)
    return text


def _parse_span(text: str, today: date, week_start: int) -> tuple[date | None, date | None]:
    if text.lower() == "all":
        return None, None
    if match := re.fullmatch(r"last-(\d{1,5})d", text):
        end = today + timedelta(days=1)
        return end - timedelta(days=int(match[1])), end
    if match := re.fullmatch(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)", text):
        return date.fromisoformat(match[1]), date.fromisoformat(match[2])
    if match := re.fullmatch(r"(\d{4})-W(\d\d)", text):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        first = monday + _compute_week_shift(week_start)
        return first, first + timedelta(days=7)
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", text):
        first = date(int(match[1]), 3 * int(match[2]) - 2, 1)
        return first, _add_months(first, 3)
    if match := re.fullmatch(r"(\d{4})-(\d\d)", text):
        first = date(int(match[1]), int(match[2]), 1)
        return first, _add_months(first, 1)
    if match := re.fullmatch(r"\d{4}", text):
        return date(int(text), 1, 1), date(int(text) + 1, 1, 1)
    if match := re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        first = date.fromisoformat(text)
        return first, first + timedelta(days=1)
    raise ValueError(text)


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
