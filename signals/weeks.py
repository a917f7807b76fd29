"""Days into whole weeks: which weeks are compared, and the trends over them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from signals.statistics.baseline import compute_weekday_profile
from signals.statistics.glm import Floats
from signals.trends import Trend, compute_exposures, detect_trends

MIN_WEEKS = 2
"""Whole weeks needed on each side: one week against one other tells nothing."""
_LATE_SHARE = 3
"""What began in the last third of the weeks before is new too: what is new has no calendar."""
_SILENT_WEEKS = 4
"""Weeks of data in which nobody asked, for a theme that began before the weeks looked at."""


@dataclass(frozen=True, slots=True)
class ComparedWeeks:
    """Two spans of whole weeks, one after the other, as places among the days."""

    first: int
    """First day of the span before."""
    middle: int
    """First day of the weeks looked at."""
    end: int
    """The day after their last."""
    weeks: int
    """Whole weeks of each span."""

    @property
    def novelty_start(self) -> int:
        """The day before which nobody has asked about a theme that is new."""
        late = min(self.weeks // _LATE_SHARE, self.middle // 7 - _SILENT_WEEKS)
        return self.middle - 7 * max(late, 0)


@dataclass(frozen=True, slots=True)
class WeeklyTrends:
    """Trends of S series over the same weeks."""

    trends: tuple[Trend, ...]
    weekly: tuple[tuple[int | None, ...], ...]
    """Of each series: conversations a week, both spans, oldest first; None for a week without
    data."""


def choose_weeks(days: Sequence[date], week_start: int, weeks: int) -> ComparedWeeks | None:
    """The last `weeks` whole weeks and as many before, fewer where the days do not reach back far
    enough; None where that leaves fewer than two on each side.

    days: dates without gaps, oldest first; week_start: 0 is Monday. A week that is not over is
    left out.
    """
    end = len(days)
    while end and (days[end - 1].weekday() + 1) % 7 != week_start:
        end -= 1
    weeks = min(weeks, end // 7 // 2)
    if weeks < MIN_WEEKS:
        return None
    return ComparedWeeks(end - 14 * weeks, end - 7 * weeks, end, weeks)


def compare_weeks(
    daily: Floats,
    asks: Floats,
    observed: NDArray[np.bool_],
    weekday: NDArray[np.int64],
    span: ComparedWeeks,
) -> WeeklyTrends:
    """The trends of S series over two spans of weeks.

    daily: (S, n) conversations a day; asks: (n,) all asks a day, for the rhythm of the week;
    observed: (n,) days with data; weekday: (n,) 0 is Monday.
    """
    both = slice(span.first, span.end)
    profile = compute_weekday_profile(asks[both], observed[both], weekday[both])
    # Weeks may begin on any day: the profile is put in the order of their days.
    rhythm = profile[weekday[span.first : span.first + 7]].tolist()
    exposure = compute_exposures(observed[both].reshape(-1, 7), rhythm)
    weekly = daily[:, both].reshape(len(daily), 2 * span.weeks, 7).sum(axis=2)
    older = daily[:, : span.novelty_start].sum(axis=1)
    trends = detect_trends(weekly, exposure, span.weeks, older)
    return WeeklyTrends(
        tuple(trends),
        tuple(
            tuple(int(n) if seen else None for n, seen in zip(counts, exposure > 0, strict=True))
            for counts in weekly
        ),
    )
