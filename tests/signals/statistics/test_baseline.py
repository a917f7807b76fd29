"""Baselines follow level and weekday, and are not moved by one day that stood out."""

import numpy as np
import pytest
from numpy.typing import NDArray

from signals.statistics.baseline import Baseline, compute_weekday_profile, fit_baseline

DAYS = 84
RHYTHM = np.array([1.5, 1.2, 1.1, 1.0, 1.0, 0.7, 0.5])
WEEKDAY = np.arange(DAYS + 2) % 7


def history(base: float = 20.0) -> NDArray[np.float64]:
    return np.round(base * RHYTHM[WEEKDAY[:DAYS]])[None]


def fitted(counts: NDArray[np.float64], weights: NDArray[np.float64] | None = None) -> Baseline:
    weights = np.ones_like(counts) if weights is None else weights
    profile = compute_weekday_profile(counts.sum(axis=0), weights[0] > 0, WEEKDAY[:DAYS])
    return fit_baseline(counts, weights, WEEKDAY, profile)


def test_a_profile_has_mean_one_and_leaves_out_days_without_data() -> None:
    totals = np.tile([20.0, 10, 10, 10, 10, 5, 5], 4)
    observed = np.ones(28, bool)
    observed[14] = False
    totals[14] = 0
    profile = compute_weekday_profile(totals, observed, np.arange(28) % 7)
    assert profile.mean() == pytest.approx(1)
    assert profile[0] / profile[5] == pytest.approx(20.5 / 5.5)


def test_the_days_after_are_expected_at_the_level_of_their_weekday() -> None:
    baseline = fitted(history())
    assert baseline.expected[0] == pytest.approx(20 * RHYTHM[WEEKDAY[DAYS:]], rel=0.05)
    assert (baseline.variance >= baseline.expected).all()


def test_an_old_incident_hardly_moves_the_baseline() -> None:
    counts = history()
    counts[0, 42] += 60
    profile = compute_weekday_profile(history()[0], np.ones(DAYS, bool), WEEKDAY[:DAYS])
    baseline = fit_baseline(counts, np.ones_like(counts), WEEKDAY, profile)
    assert baseline.expected[0] == pytest.approx(fitted(history()).expected[0], rel=0.1)


def test_days_of_weight_zero_are_not_fitted() -> None:
    counts, weights = history(), np.ones((1, DAYS))
    counts[0, 30:44] = 0
    weights[0, 30:44] = 0
    assert fitted(counts, weights).expected[0] == pytest.approx(
        fitted(history()).expected[0], rel=0.05
    )


def test_a_series_without_any_count_has_a_small_finite_baseline() -> None:
    counts = np.vstack([history(), np.zeros((1, DAYS))])
    expected = fitted(counts).expected[1]
    assert (expected > 0).all()
    assert (expected < 0.5).all()
