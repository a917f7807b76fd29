"""Group-by counts: a theme's conversations and asks by time, channel or language.

Invariants: a theme's groups add up to its counts, in conversations and in asks; buckets are days of
the workspace's zone, cut with the same zone data as periods.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from domain.errors import EarshotError
from domain.periods import Period, find_week_start, format_week
from domain.themes import Theme
from store.read.reader import Reader
from store.tables.rows import to_query_bounds

GroupBy = Literal["day", "week", "month", "channel", "language"]
MAX_BUCKETS = 2_000
"""Five years of days: what an answer can hold for every theme."""
_MIN_DAYS = {"day": 1, "week": 7, "month": 28}


class TooManyGroups(EarshotError):
    """The period holds more buckets than an answer should."""

    problem = "too-many-groups"
    status = 409
    exit_code = 2

    def __init__(self, group_by: str) -> None:
        super().__init__(
            f"The period and the grouping do not go together: more than {MAX_BUCKETS} groups by "
            f"{group_by}. Take a shorter period, or group by month."
        )


@dataclass(frozen=True, slots=True)
class Bucket:
    """A day, week or month, as far as it lies in the period."""

    label: str
    """As one writes it as a period: "2026-02-02", "2026-W06", "2026-02"."""
    start: date
    end: date
    """The day after the last."""


@dataclass(frozen=True, slots=True)
class GroupCount:
    """What one group of a theme counts."""

    group: str | None
    """Label of the bucket, or the channel or language; None where it is not known."""
    start: date | None
    """First day of a bucket, within the period; None for other groups."""
    end: date | None
    """The day after its last."""
    conversations: int
    """By the first ask in the theme: its time, channel, language."""
    asks: int


@dataclass(frozen=True, slots=True)
class ThemeGroups:
    """A theme's counts over a period, and the same in groups."""

    id: str
    label: str
    conversations: int
    asks: int
    groups: tuple[GroupCount, ...]
    """The same groups for every theme of an answer, zeros included."""


def count_by_group(
    reader: Reader, period: Period, group_by: GroupBy, week_start: int, theme: Theme | None = None
) -> tuple[ThemeGroups, ...]:
    """The themes of a period in the order of its ranking (or one alone) with their counts in
    groups.

    `week_start` is the weekday a week begins on, 0 = Monday. Under `all`, buckets reach from the
    first to the last ask, and what has no time is a group of its own. Raises
    `TooManyGroups`.
    """
    return reader.recall(
        ("groups", period, group_by, week_start, theme.id if theme else None),
        lambda: _count_by_group(reader, period, group_by, week_start, theme),
        lambda themes: sum(len(row.groups) for row in themes),
    )


def _count_by_group(
    reader: Reader, period: Period, group_by: GroupBy, week_start: int, theme: Theme | None
) -> tuple[ThemeGroups, ...]:
    theme_id = theme.id if theme else None
    if group_by in ("channel", "language"):
        found = reader.run_query(
            "counts/theme_groups", group_by=group_by, theme=theme_id, **to_query_bounds(period)
        )
        axis = _build_axis(found)
    else:
        cut = tuple(split_into_buckets(_clip_to_data(reader, period), group_by, week_start))
        starts = [_to_instant(bucket.start, period.timezone) for bucket in cut]
        found = reader.run_query(
            "counts/theme_times", starts=starts, theme=theme_id, **to_query_bounds(period)
        )
        found = [{**row, "group": _find_bucket_label(cut, starts, row["bucket"])} for row in found]
        axis = [GroupCount(bucket.label, bucket.start, bucket.end, 0, 0) for bucket in cut]
        if any(row["group"] is None for row in found):
            axis.append(GroupCount(None, None, None, 0, 0))
    counts = {(row["theme_id"], row["group"]): row for row in found}
    present = dict.fromkeys(row["theme_id"] for row in found)
    facts = reader.read_theme_facts()
    labels = {name: facts[name].label for name in present if name in facts}
    listed = {theme.id: theme.label} if theme else labels
    themes = (_add_groups(name, label, axis, counts) for name, label in listed.items())
    return tuple(sorted(themes, key=lambda row: (-row.conversations, -row.asks, row.label, row.id)))


def split_into_buckets(period: Period, group_by: GroupBy, week_start: int) -> Iterator[Bucket]:
    """The days, weeks or months that a period touches, in order; none for `all`.

    Raises `TooManyGroups`.
    """
    if period.start is None or period.end is None:
        return
    if (period.end - period.start).days > MAX_BUCKETS * _MIN_DAYS[group_by]:
        raise TooManyGroups(group_by)
    day = period.start
    while day < period.end:
        following = min(_find_next_start(day, group_by, week_start), period.end)
        yield Bucket(_format_bucket(day, group_by, week_start), day, following)
        day = following


def _clip_to_data(reader: Reader, period: Period) -> Period:
    """The period itself, or for `all` the days from the first ask to the last."""
    if not period.is_all:
        return period
    first, last = reader.oldest_ask, reader.snapshot.data_through
    if first is None or last is None:
        return period
    zone = ZoneInfo(period.timezone)
    end = last.astimezone(zone).date() + timedelta(days=1)
    return replace(period, start=first.astimezone(zone).date(), end=end)


def _find_next_start(day: date, group_by: GroupBy, week_start: int) -> date:
    if group_by == "day":
        return day + timedelta(days=1)
    if group_by == "week":
        return find_week_start(day, week_start) + timedelta(days=7)
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _format_bucket(day: date, group_by: GroupBy, week_start: int) -> str:
    if group_by == "day":
        return day.isoformat()
    if group_by == "month":
        return f"{day:%Y-%m}"
    return format_week(find_week_start(day, week_start), week_start)


def _to_instant(day: date, timezone: str) -> datetime | None:
    return to_query_bounds(Period("", day, day + timedelta(days=1), timezone))["start"]


def _find_bucket_label(
    cut: tuple[Bucket, ...], starts: list[datetime | None], start: datetime | None
) -> str | None:
    return cut[starts.index(start)].label if start is not None else None


def _build_axis(found: list[dict[str, Any]]) -> list[GroupCount]:
    names = {row["group"] for row in found}
    ordered: list[str | None] = sorted(name for name in names if name is not None)
    unknown: list[str | None] = [None] if None in names else []
    return [GroupCount(name, None, None, 0, 0) for name in ordered + unknown]


def _add_groups(
    theme_id: str,
    label: str,
    axis: list[GroupCount],
    counts: Mapping[tuple[str, str | None], dict[str, Any]],
) -> ThemeGroups:
    groups = _fill_axis(axis, theme_id, counts)
    conversations, asks = sum(one.conversations for one in groups), sum(one.asks for one in groups)
    return ThemeGroups(theme_id, label, conversations, asks, groups)


def _fill_axis(
    axis: list[GroupCount], theme_id: str, counts: Mapping[tuple[str, str | None], dict[str, Any]]
) -> tuple[GroupCount, ...]:
    rows = ((group, counts.get((theme_id, group.group))) for group in axis)
    return tuple(
        GroupCount(group.group, group.start, group.end, row["conversations"], row["asks"])
        if row
        else group
        for group, row in rows
    )
