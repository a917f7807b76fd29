"""A report: everything its documents say, so that each is a pure function of it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from domain.counts import AreaCount, SnapshotInfo, ThemeCount, Totals
from domain.periods import Period

Step = Literal["day", "week", "month"]
"""How long a span of a series is."""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open run of days [start, end) in the workspace's time zone."""

    start: date
    end: date
    """The day after the last."""
    is_partial: bool = False
    """Shorter than its step, or not wholly inside the data: never to be compared with a whole
    one."""


@dataclass(frozen=True, slots=True)
class SpanCount:
    """How often a theme was met in a span."""

    span: Span
    conversations: int
    """Conversations whose first ask in the theme lies in the span: spans add up to the period."""


@dataclass(frozen=True, slots=True)
class Quote:
    """An ask of the period, in the customer's own (masked) words."""

    text: str
    language: str
    """ISO 639-1 code, "mixed" or "und"."""
    conversation_id: str
    url: str | None = None
    """Where a person can open the conversation in the tool it came from."""
    at: datetime | None = None
    """UTC and aware."""


@dataclass(frozen=True, slots=True)
class ReportConversation:
    """A conversation behind a theme's count, with its first ask there."""

    theme_id: str
    label: str
    """Of the theme."""
    conversation_id: str
    url: str | None
    source: str
    at: datetime | None
    """UTC and aware; None only in `all`."""
    language: str
    channel: str | None
    text: str


@dataclass(frozen=True, slots=True)
class ReportTheme:
    """One theme of a report."""

    rank: int
    """Place in the ranking, from 1."""
    count: ThemeCount
    before: int | None
    """Conversations in the span of equal length before; None for `all`."""
    series: tuple[SpanCount, ...]
    """Spans of the period, oldest first: they add up to `count.conversations`, in `all` without
    those that have no time."""
    series_before: tuple[SpanCount, ...]
    """Spans of the period before, which add up to `before`; empty for `all` and long periods."""
    quotes: tuple[Quote, ...]
    """At most three, all from the period, the most telling first."""
    kind: str | None = None
    """question, bug, feature_request, complaint, praise, other; None where nobody judged."""
    first_at: datetime | None = None
    """When it was first asked at all, UTC and aware."""


@dataclass(frozen=True, slots=True)
class Report:
    """What customers asked in a period."""

    workspace: str
    """Name of the workspace, for the heading."""
    period: Period
    snapshot: SnapshotInfo
    data_from: datetime | None
    """Time of the oldest ask of the snapshot, UTC and aware; None when no ask has a time."""
    totals: Totals
    before: Totals | None
    """Of the period before; None for `all`."""
    step: Step
    """Of every series in it."""
    themes: tuple[ReportTheme, ...]
    """All themes of the ranking, in its order."""
    areas: tuple[AreaCount, ...] = ()
    """Areas with any of these themes, by frequency; none where there are few themes."""
    language_mix: tuple[tuple[str, float], ...] = ()
    """(language, share of the asks that are not excluded), largest first."""
    conversations: tuple[ReportConversation, ...] = ()
    """Those behind every theme's count, in the order of the ranking, newest first. Empty when only
    documents without them are wanted."""

    def to_local_time(self, at: datetime) -> datetime:
        """`at` on the workspace's clock."""
        return at.astimezone(ZoneInfo(self.period.timezone))

    @property
    def missing_days(self) -> int:
        """Days at the end of the period after the newest ask."""
        through = self.snapshot.data_through
        if self.period.end is None or through is None:
            return 0
        return max(0, (self.period.end - self.to_local_time(through).date()).days - 1)

    @property
    def is_comparable(self) -> bool:
        """Whether the data reach over the period and the one before, so that a change is news.

        Quiet days at either end are allowed: one, or one in fourteen (a weekend a month).
        """
        before = self.period.find_previous()
        if before is None or before.start is None or self.data_from is None:
            return False
        slack = max(1, (self.period.days or 0) // 14)
        late = (self.to_local_time(self.data_from).date() - before.start).days
        return late <= slack and self.missing_days <= slack
