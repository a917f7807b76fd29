"""Hourly alarms: the expected count of a day, spread over its hours.

A day's expected count comes from `baseline`. Its hours have the shares of the last weeks' hours,
working days and weekends apart, shrunk to the workspace's own where a series is thin. The level of
a day is updated within the day: the hours before the tested ones give a gamma posterior whose prior
has the variance of whole days. The dispersion of single hours and of three in a row is estimated on
the same weeks.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from signals.alarms.daily import HOURLY_SHARE, MIN_CONVERSATIONS, MONTH, compute_test_alpha
from signals.statistics.baseline import MIN_DAYS
from signals.statistics.glm import Floats
from signals.statistics.tails import compute_upper_tail

HOURS = 24
"""Hours of a day."""
WATCHED_DAYS = 3
"""Days whose hours are watched."""
BUSY_PER_DAY = 24.0
"""Conversations a day from which a series is watched by hour."""
WINDOWS = (1, 3)
"""Hours tested together."""
_TESTS = 1.5
"""Effective number of tests an hour: the hour, and the three that end with it."""
_DAY_VARIANCE = 0.02
"""Prior relative variance of a day's count round its expectation: a standard deviation of 14 %. The
estimate is the mean of it and what was measured."""
_PRIOR_CONVERSATIONS = 60.0
"""Weight, in conversations, of the workspace's hours in the shares of every series."""
_MAX_LEARNING_DAYS = 54
"""Days before the watched ones from which the hours of a day are learned, at most."""
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class HourlyAlarms:
    """Alarms of S series over h hours."""

    expected: Floats
    """(S, h)."""
    chance: Floats
    """(S, h) the smallest p value of the windows ending there, times their number."""
    window: NDArray[np.int64]
    """(S, h) hours of the window with that p value."""
    started: NDArray[np.bool_]
    """(S, h) hours in which an alarm began; further flags within a day belong to the same."""


def compute_hourly_alpha(levels: Floats, budget: float) -> float:
    """Chance that one hour of one series may be wrong: the hours' share of `budget` false alarms a
    month. levels: (S,) conversations a day."""
    return compute_test_alpha(budget * HOURLY_SHARE, levels, MONTH * HOURS)


def choose_learning_days(whole_days: int) -> int:
    """How many days before the watched ones the hours of a day are learned from; 0 where they are
    too few. Each of them needs a daily expectation, which needs 28 days before it."""
    days = min(_MAX_LEARNING_DAYS, whole_days - MIN_DAYS - WATCHED_DAYS)
    return days if days >= MIN_DAYS else 0


def detect_hourly_alarms(
    counts: Floats, daily: Floats, weekday: NDArray[np.int64], first: int, alpha: float
) -> HourlyAlarms:
    """Watch (S, n, 24) counts by local hour from day number `first` on.

    daily: (S, n) expected level of each day, NaN where it is not known (as `detect_daily_alarms`
    gives it);
    weekday: (n,) 0 is Monday; alpha: chance that one hour of one series may be wrong. Days without
    an expectation are neither tested nor learned from.
    """
    known = np.isfinite(daily)
    learned = known[:, :first] if first else known
    shares = _estimate_hour_shares(counts[:, :first], learned, weekday[:first])
    expected = np.where(known, daily, 0.0)[:, :, None] * shares[:, (weekday >= _SATURDAY) * 1]
    chance = np.ones(counts.shape)
    best = np.ones(counts.shape, dtype=np.int64)
    steady = _estimate_day_precision(counts[:, :first], expected[:, :first], learned)
    for window in WINDOWS:
        summed = _sum_rolling(counts, window)
        usual, unsure = _scale_to_day_level(counts, expected, steady, window)
        spread = _estimate_dispersion(
            summed[:, :first], usual[:, :first], unsure[:, :first], learned
        )
        variance = spread[:, None, None] * usual + unsure
        found = compute_upper_tail(
            summed[:, first:], usual[:, first:], variance[:, first:], _FREEDOM
        )
        found = np.where(
            (summed[:, first:] >= MIN_CONVERSATIONS) & known[:, first:, None], found, 1.0
        )
        best[:, first:] = np.where(found * _TESTS < chance[:, first:], window, best[:, first:])
        chance[:, first:] = np.minimum(chance[:, first:], found * _TESTS)
    series = counts.shape[0]
    flat = chance.reshape(series, -1)
    return HourlyAlarms(
        expected.reshape(series, -1), flat, best.reshape(series, -1), _find_starts(flat < alpha)
    )


_FREEDOM = np.asarray(100.0)
"""Degrees of freedom of an hourly noise: four weeks of overlapping hours."""


def _estimate_hour_shares(
    counts: Floats, known: NDArray[np.bool_], weekday: NDArray[np.int64]
) -> Floats:
    """(S, 2, 24) shares of a working day's and a weekend day's hours."""
    kept = np.where(known[:, :, None], counts, 0.0)
    both = []
    for weekend in (False, True):
        own = kept[:, (weekday >= _SATURDAY) == weekend].sum(axis=1)
        everybody = own.sum(axis=0) + 0.5
        everybody /= everybody.sum()
        both.append(
            (own + _PRIOR_CONVERSATIONS * everybody)
            / (own.sum(axis=1, keepdims=True) + _PRIOR_CONVERSATIONS)
        )
    return np.stack(both, axis=1)


def _sum_rolling(values: Floats, window: int) -> Floats:
    """(S, n, 24) sums over the `window` hours that end there, across midnight."""
    flat = values.reshape(len(values), -1)
    run = np.cumsum(np.pad(flat, ((0, 0), (window, 0))), axis=1)
    return np.asarray(run[:, window:] - run[:, :-window]).reshape(values.shape)


def _estimate_day_precision(counts: Floats, expected: Floats, known: NDArray[np.bool_]) -> Floats:
    """(S,) precision (1 / variance) of a day's count over its expectation."""
    seen, usual = (np.where(known, hours.sum(axis=2), 0.0) for hours in (counts, expected))
    beyond = (np.minimum((seen - usual) ** 2, 9 * usual) - usual).sum(axis=1)
    found = beyond / np.maximum((usual**2).sum(axis=1), 1e-6)
    return np.asarray(1 / np.clip((found + _DAY_VARIANCE) / 2, _DAY_VARIANCE / 4, 0.5))


def _scale_to_day_level(
    counts: Floats, expected: Floats, steady: Floats, window: int
) -> tuple[Floats, Floats]:
    """(S, n, 24) expected count of a window at the day's own level, and the variance that comes
    from the uncertainty of that level, which is estimated from the day's hours before the
    window."""
    before = np.maximum(np.arange(HOURS) - window + 1, 0)
    seen, usual = (
        np.pad(np.cumsum(hours, axis=2), ((0, 0), (0, 0), (1, 0)))[:, :, before]
        for hours in (counts, expected)
    )
    known = steady[:, None, None] + usual
    level = np.maximum((steady[:, None, None] + seen) / known, 0.5)
    summed = _sum_rolling(expected, window) * level
    return summed, summed**2 / known


def _estimate_dispersion(
    summed: Floats, usual: Floats, unsure: Floats, known: NDArray[np.bool_]
) -> Floats:
    """(S,) variance over mean of a window, at least 1; squares are clipped at 16 times the mean."""
    weight = np.where(known[:, :, None], usual, 0.0)
    squares = np.minimum((summed - usual) ** 2, 16.0 * usual) - unsure
    # Weighed by the expected count: a single call at night says little about noise.
    total = squares.sum(axis=(1, 2), where=known[:, :, None] & (usual > 0))
    return np.asarray(np.maximum(total / np.maximum(weight.sum(axis=(1, 2)), 1e-6), 1.0))


def _find_starts(flagged: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Flags without another one in the 24 hours before."""
    recent = np.cumsum(np.pad(flagged, ((0, 0), (HOURS + 1, 0))), axis=1)
    before: NDArray[np.int64] = recent[:, HOURS:-1] - recent[:, : -HOURS - 1]
    return np.asarray(flagged & (before == 0))
