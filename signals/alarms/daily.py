"""Daily alarms: series above their expected level, day by day.

The setting is a budget of false alarms a month over everything that is watched. It is spread over
all tests of a month: with 60 series watched by day, one test may be wrong once in 60 x 30 / budget
times. Invariants: the baseline of a day contains neither that day nor the one before it; days
without data are neither tested nor fitted; days inside an open alarm are not fitted; an alarm
closes by itself on the first day back within the usual.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from signals.statistics.baseline import (
    BASELINE_DAYS,
    MIN_DAYS,
    Baseline,
    compute_weekday_profile,
    fit_baseline,
)
from signals.statistics.glm import Floats
from signals.statistics.tails import compute_upper_tail

BUDGET = 1.0
"""False alarms a month over everything."""
MONTH = 365.25 / 12
MIN_CONVERSATIONS = 5
"""Conversations below which nothing is an alarm."""
NEW_DAYS = 7
"""Days over which the first conversations of a new problem are added up."""
_TESTS = 1.25
"""Effective number of tests a day: the day, and two days together, which overlap with it."""
DAILY_SHARE, HOURLY_SHARE = 0.47, 0.53
"""How the budget is shared between days and hours."""
_MIN_LEVEL = 0.5
"""Usual count at which five happen by chance once in 6,000 times (Poisson)."""
_PRIOR_COUNT = 0.5
"""Conversations added to what was seen of a series (Jeffreys' prior of a Poisson rate)."""
_STRAY_DAYS = 28
"""A problem is new where at most one conversation in four weeks was about it: a grouping puts an
ask in the wrong place now and then."""
CLOSING_CHANCE = 0.05
"""A day or an hour less likely than this keeps an alarm open."""


@dataclass(frozen=True, slots=True)
class DailyAlarms:
    """Alarms of S series over n days."""

    expected: Floats
    """(S, n) usual level of each day; NaN where it was not watched."""
    upper: Floats
    """(S, n) roughly the highest usual count (two standard deviations above)."""
    chance: Floats
    """(S, n) the smallest p value of the day's tests, times how many they are; 1 where not
    watched."""
    open: NDArray[np.bool_]
    """(S, n) whether an alarm was on."""
    started: NDArray[np.bool_]
    """(S, n) the days on which an alarm began."""
    new: NDArray[np.bool_]
    """(S, n) whether that alarm is about a problem that nobody had before."""


def compute_test_alpha(budget: float, levels: Floats, tests_a_month: float) -> float:
    """Chance that one test may be wrong, so that all of a month are wrong `budget` times.

    levels: (S,) usual count of the longest span tested. Series that as good as never reach the
    fewest conversations of an alarm cannot raise a false one and take no share (Tarone 1990).
    """
    able = int((levels >= _MIN_LEVEL).sum())
    return budget / (max(able, 1) * tests_a_month)


def compute_daily_alpha(counts: Floats, first: int, budget: float) -> float:
    """Chance that one day of one series may be wrong, for (S, n) daily counts watched from day
    number `first` on: the days' share of `budget` false alarms a month."""
    levels = 2 * compute_recent_levels(counts, first) if first else counts.sum(axis=1)
    return compute_test_alpha(budget * DAILY_SHARE, levels, MONTH)


def compute_recent_levels(counts: Floats, end: int) -> Floats:
    """(S,) mean count of the last 84 days before day number `end`, which is above 0."""
    return np.asarray(counts[:, max(end - BASELINE_DAYS, 0) : end].mean(axis=1))


def detect_daily_alarms(
    counts: Floats,
    totals: Floats,
    observed: NDArray[np.bool_],
    weekday: NDArray[np.int64],
    first: int,
    alpha: float,
) -> DailyAlarms:
    """Watch (S, n) daily counts from day number `first` to the end, each day from those before.

    totals: (n,) all traffic, for the rhythm of the week; observed: (n,) days with data; weekday:
    (n,) 0 is Monday; alpha: chance that one day of one series may be wrong (`compute_test_alpha`).
    """
    watch = _DailyDetector(counts, totals, observed, weekday, alpha)
    for day in range(first, counts.shape[1]):
        watch.judge_day(day)
    return watch.alarms


class _DailyDetector:
    """The state of watching: what is open, and which days the baseline is fitted to."""

    def __init__(
        self,
        counts: Floats,
        totals: Floats,
        observed: NDArray[np.bool_],
        weekday: NDArray[np.int64],
        alpha: float,
    ) -> None:
        self._counts, self._totals = counts, totals
        self._observed, self._weekday, self._alpha = observed, weekday, alpha
        self._baseline_weights = np.broadcast_to(observed, counts.shape).astype(np.float64)
        self._cumulative_counts = np.cumsum(counts, axis=1)
        self._start_coefficients: Floats | None = None
        shape = counts.shape
        self.alarms = DailyAlarms(
            np.full(shape, np.nan), np.full(shape, np.nan), np.ones(shape),
            np.zeros(shape, bool), np.zeros(shape, bool), np.zeros(shape, bool),
        )  # fmt: skip

    def judge_day(self, day: int) -> None:
        """Judge one day of every series, and it together with the day before."""
        end, since = day - 1, max(0, day - 1 - BASELINE_DAYS)
        if not self._observed[day] or self._observed[since:end].sum() < MIN_DAYS:
            return
        past = slice(since, end)
        profile = compute_weekday_profile(
            self._totals[past], self._observed[past], self._weekday[past]
        )
        baseline = fit_baseline(
            self._counts[:, past], self._baseline_weights[:, past], self._weekday[since : day + 1],
            profile, self._start_coefficients,
        )  # fmt: skip
        self._start_coefficients = baseline.coefficients
        expected, variance = baseline.expected[:, 1], baseline.variance[:, 1]
        self.alarms.expected[:, day] = expected
        self.alarms.upper[:, day] = expected + 2 * np.sqrt(variance)
        today = compute_upper_tail(self._counts[:, day], expected, variance, baseline.freedom)
        fresh = self._test_new_problem(day)
        best = np.minimum(np.minimum(today, self._test_two_days(day, baseline)), fresh)
        self.alarms.chance[:, day] = np.minimum(best * _TESTS, 1.0)
        self._update_alarms(day, today, fresh)

    def _test_two_days(self, day: int, baseline: Baseline) -> Floats:
        """(S,) p value of this day and the one before together."""
        if not self._observed[day - 1]:
            return np.ones(len(self._counts))
        both = self._counts[:, day - 1 : day + 1].sum(axis=1)
        expected = baseline.expected.sum(axis=1)
        return compute_upper_tail(both, expected, baseline.variance_together, baseline.freedom)

    def _test_new_problem(self, day: int) -> Floats:
        """(S,) p value of the last week, for series that were as good as never seen before it, else
        1: a Poisson count whose rate has a gamma posterior from all days before (Jeffreys'
        prior)."""
        begin = day + 1 - NEW_DAYS
        before = int(self._observed[:begin].sum())
        if before < MIN_DAYS:
            return np.ones(len(self._counts))
        count = self._counts[:, begin : day + 1].sum(axis=1)
        expected = (self._cumulative_counts[:, begin - 1] + _PRIOR_COUNT) * NEW_DAYS / before
        variance = expected * (1 + NEW_DAYS / before)
        chance = compute_upper_tail(count, expected, variance, np.full(len(count), 1e9))
        return np.where(self._is_unseen_before(begin) & (count >= MIN_CONVERSATIONS), chance, 1.0)

    def _is_unseen_before(self, day: int) -> NDArray[np.bool_]:
        """(S,) whether, before a day, nobody had this problem but for strays."""
        older = self._cumulative_counts[:, day - 1] if day > 0 else np.zeros(len(self._counts))
        known = self._observed[: max(day, 0)].sum()
        return np.asarray(older <= known / _STRAY_DAYS)

    def _update_alarms(self, day: int, today: Floats, fresh: Floats) -> None:
        """Open, keep open or close."""
        enough = self._counts[:, max(0, day - 1) : day + 1].sum(axis=1) >= MIN_CONVERSATIONS
        enough |= fresh < 1
        flagged = (self.alarms.chance[:, day] < self._alpha) & enough
        was = self.alarms.open[:, day - 1] if day else np.zeros(len(flagged), bool)
        self.alarms.open[:, day] = flagged | (was & (today < CLOSING_CHANCE))
        self.alarms.started[:, day] = flagged & ~was
        self.alarms.new[:, day] = self.alarms.started[:, day] & (fresh * _TESTS < self._alpha)
        # Days of a new problem are fitted, so that it becomes usual in time; those of others never
        # are.
        self._baseline_weights[:, day] *= ~self.alarms.open[:, day] | self._is_unseen_before(
            day - 27
        )
