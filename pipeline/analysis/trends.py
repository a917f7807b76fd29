"""Trends of themes: their rates in the last whole weeks against those before."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from domain.counts import SnapshotInfo
from domain.errors import BadRequest
from pipeline.analysis.series import read_days
from pipeline.areas.teams import find_team, select_team_themes
from pipeline.settings import Settings
from signals.trends import Trend
from signals.weeks import MIN_WEEKS, choose_weeks, compare_weeks
from store.read.measured_ranking import read_theme_names
from store.read.reader import open_reader

WEEKS = 12
"""Whole weeks looked at, and as many before."""


@dataclass(frozen=True, slots=True)
class ThemeTrend:
    """A theme and the verdict on its rate."""

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


def judge_trends(
    settings: Settings, now: datetime, weeks: int = WEEKS, team: str | None = None
) -> TrendReport:
    """One verdict a theme, or a theme of the team's. Takes fewer weeks where the data do not reach
    back far enough. Raises `BadRequest` for fewer than two weeks."""
    if weeks < MIN_WEEKS:
        raise BadRequest("--weeks is at least 2: one week against one other tells nothing.")
    with open_reader(settings.store) as reader:
        days = read_days(reader, settings, now)
        names = {theme: label for theme, (label, _) in read_theme_names(reader).items()}
        shown = select_team_themes(reader, find_team(settings, team))
        snapshot = reader.snapshot
    span = choose_weeks(days.days, settings.week_start_number, weeks)
    if span is None:
        return TrendReport(snapshot, 0, None, None, 0, ())
    themes = sorted(names, key=lambda theme: (names[theme], theme))
    daily = np.array([days.series.get_row("theme", theme) for theme in themes])
    found = compare_weeks(
        daily.reshape(len(themes), len(days.days)), days.asks, days.observed, days.weekday, span
    )
    rows = [
        ThemeTrend(theme, names[theme], trend, weekly)
        for theme, trend, weekly in zip(themes, found.trends, found.weekly, strict=True)
        if shown is None or theme in shown
    ]
    rows.sort(key=lambda row: (_ORDER.index(row.trend.direction), row.trend.p, -row.trend.count))
    begin = days.days[span.middle]
    gaps = int((~days.observed[span.first : span.end]).sum())
    return TrendReport(
        snapshot, span.weeks, begin, begin + timedelta(weeks=span.weeks), gaps, tuple(rows)
    )
