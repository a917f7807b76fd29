"""Which themes are growing: the last whole weeks against those before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from domain.counts import SnapshotInfo
from domain.errors import BadRequest
from pipeline.analysis.series import Days, read_days
from pipeline.settings import Settings
from signals.statistics.baseline import compute_weekday_profile
from signals.trends import Trend, compute_exposures, detect_trends
from store.read.ranking import read_theme_names
from store.read.reader import open_reader

WEEKS = 12
"""Whole weeks looked at, and as many before."""
_BEGAN_LATE = 3
"""What began in the last third of the weeks before is new too: what is new has no calendar."""
_SILENT_WEEKS = 4
"""Weeks of data in which nobody asked, for a theme that began before the weeks looked at."""


@dataclass(frozen=True, slots=True)
class ThemeTrend:
    """A theme and what became of its rate."""

    theme_id: str
    label: str
    trend: Trend
    weekly: tuple[int | None, ...]
    """Conversations of each week looked at, both spans, oldest first; None for a week without
    data."""


@dataclass(frozen=True, slots=True)
class TrendReport:
    """The trends of all themes over the same weeks."""

    snapshot: SnapshotInfo
    weeks: int
    """Whole weeks looked at; 0 where there are fewer than two on each side."""
    start: date | None
    """First day of the weeks looked at."""
    end: date | None
    """The day after their last."""
    gaps: int
    """Days without data in both spans."""
    themes: tuple[ThemeTrend, ...]
    """Emerging, rising and falling ones first."""


_ORDER = ("emerging", "rising", "falling", "steady", "too little data")


def judge_trends(settings: Settings, now: datetime, weeks: int = WEEKS) -> TrendReport:
    """One verdict a theme. Takes fewer weeks where the data do not reach back far enough."""
    if weeks < 2:
        raise BadRequest("--weeks is at least 2: one week against one other tells nothing.")
    with open_reader(settings.store) as reader:
        days = read_days(reader, settings, now)
        names = {theme: label for theme, (label, _) in read_theme_names(reader).items()}
        snapshot = reader.snapshot
    end, whole = _find_whole_weeks(days, settings.week_start_number)
    weeks = min(weeks, whole // 2)
    if weeks < 2:
        return TrendReport(snapshot, 0, None, None, 0, ())
    first = end - 14 * weeks
    found = _judge_themes(days, names, first, end, weeks)
    begin = days.days[first] + timedelta(days=7 * weeks)
    gaps = int((~days.observed[first:end]).sum())
    return TrendReport(snapshot, weeks, begin, begin + timedelta(days=7 * weeks), gaps, found)


def _find_whole_weeks(days: Days, week_start: int) -> tuple[int, int]:
    """Where the last whole week ends (a place among the days), and how many whole weeks lie
    before."""
    if not days.days:
        return 0, 0
    end = len(days.days)
    while end and (days.days[end - 1].weekday() + 1) % 7 != week_start:
        end -= 1
    return end, end // 7


def _find_novelty_start(end: int, weeks: int) -> int:
    """The day (a place among the days) before which nobody has asked about a theme that is new."""
    begin = end - 7 * weeks
    late = min(weeks // _BEGAN_LATE, begin // 7 - _SILENT_WEEKS)
    return begin - 7 * max(late, 0)


def _judge_themes(
    days: Days, names: Mapping[str, str], first: int, end: int, weeks: int
) -> tuple[ThemeTrend, ...]:
    known = days.observed[first:end].reshape(-1, 7)
    profile = compute_weekday_profile(
        days.asks[first:end], days.observed[first:end], days.weekday[first:end]
    )
    # Weeks may begin on any day: the rhythm is turned to the order of their days.
    exposure = compute_exposures(known, profile[days.weekday[first : first + 7]].tolist())
    themes = sorted(names, key=lambda theme: (names[theme], theme))
    daily = np.array([days.series.get_row("theme", theme) for theme in themes]).reshape(
        len(themes), len(days.days)
    )
    weekly = daily[:, first:end].reshape(len(themes), 2 * weeks, 7).sum(axis=2)
    older = daily[:, : _find_novelty_start(end, weeks)].sum(axis=1)
    told = detect_trends(weekly, exposure, weeks, older)
    rows = [
        ThemeTrend(
            theme, names[theme], verdict,
            tuple(int(n) if seen else None for n, seen in zip(counts, exposure > 0, strict=True)),
        )
        for theme, verdict, counts in zip(themes, told, weekly, strict=True)
    ]  # fmt: skip
    rows.sort(key=lambda row: (_ORDER.index(row.trend.direction), row.trend.p, -row.trend.count))
    return tuple(rows)
