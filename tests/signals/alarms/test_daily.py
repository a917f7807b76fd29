"""Alarms open on what stands out, close by themselves, and keep to their budget."""

import numpy as np
from numpy.typing import NDArray

from signals.alarms.daily import (
    DAILY_SHARE,
    MONTH,
    DailyAlarms,
    compute_test_alpha,
    detect_daily_alarms,
)

DAYS, FIRST = 130, 84
RHYTHM = np.array([1.2, 1.15, 1.1, 1.05, 1.0, 0.8, 0.7])


def history(base: float, seed: int = 1, rows: int = 1) -> NDArray[np.float64]:
    rng = np.random.default_rng(seed)
    level = base * RHYTHM[np.arange(DAYS) % 7]
    return rng.poisson(level, (rows, DAYS)).astype(float)


def watched(counts: NDArray[np.float64], observed: NDArray[np.bool_] | None = None) -> DailyAlarms:
    observed = np.ones(DAYS, bool) if observed is None else observed
    alpha = compute_test_alpha(DAILY_SHARE, np.full(40, 10.0), MONTH)
    totals = counts.sum(axis=0) + 20 * observed
    return detect_daily_alarms(counts, totals, observed, np.arange(DAYS) % 7, FIRST, alpha)


def test_a_threefold_day_opens_an_alarm_which_closes_by_itself() -> None:
    counts = history(12)
    counts[0, 100:103] += 30
    seen = watched(counts)
    assert np.flatnonzero(seen.started[0]).tolist() == [100]
    assert seen.open[0, 100:103].all()
    assert not seen.open[0, 104:].any()


def test_an_old_incident_does_not_hide_the_next() -> None:
    counts = history(12)
    counts[0, 90:94] += 40
    counts[0, 110] += 30
    assert watched(counts).started[0, 110]


def test_days_without_data_are_neither_alarms_nor_teach() -> None:
    counts = history(12)
    observed = np.ones(DAYS, bool)
    observed[88:98] = False
    counts[0, 88:98] = 0
    seen = watched(counts, observed)
    assert not seen.started.any()
    assert np.isnan(seen.expected[0, 88:98]).all()
    assert abs(seen.expected[0, 105:112].mean() - 12) < 2


def test_a_problem_nobody_had_is_a_new_one() -> None:
    counts = np.zeros((1, DAYS))
    counts[0, 100:] = np.tile([1, 1, 0, 1, 2, 1, 1], 5)[:30]
    seen = watched(counts)
    (day,) = np.flatnonzero(seen.started[0])[:1]
    assert seen.new[0, day]
    assert 103 <= day <= 106


def test_strays_do_not_hide_a_new_problem_but_an_old_one_is_not_new() -> None:
    counts = np.zeros((2, DAYS))
    counts[:, 100:107] = [1, 0, 2, 1, 1, 2, 1]
    counts[0, [12, 70]] = 1
    counts[1, [12, 25, 31, 44, 58, 70]] = 1
    seen = watched(counts)
    assert seen.new.any(axis=1).tolist() == [True, False]


def test_four_conversations_are_no_alarm() -> None:
    counts = np.zeros((1, DAYS))
    counts[0, 100] = 4
    assert not watched(counts).started.any()


def test_quiet_months_raise_few_alarms() -> None:
    seen = watched(history(5, seed=7, rows=40))
    assert seen.started.sum() <= 3
