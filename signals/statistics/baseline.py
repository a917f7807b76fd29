"""What would be usual: a baseline of weekday and trend, learned from the days before.

After Farrington et al. (1996) and Noufaily et al. (2013), as used in disease surveillance: a
quasi-Poisson regression; days that stood out are given little weight, so that an old incident does
not hide the next; a negative binomial says what is too much. The weekday profile of each series is
drawn to that of the whole workspace, its trend to none, so that thin themes have a baseline too.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from signals.statistics.glm import Fit, Floats, Prior, fit_quasi_poisson

BASELINE_DAYS = 84
"""Days a baseline is learned from: twelve weeks."""
MIN_DAYS = 28
"""Days with data below which nothing is said."""
_OUTLIER = 2.58
"""Standardised Anscombe residual above which a day loses weight (Noufaily 2013)."""
_WEEKDAY_SD, _TREND_SD = 0.15, 0.3
"""How far a series' weekdays stray from the workspace's, and its level over the baseline (log)."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What is expected of two days in a row after a baseline, for S series."""

    expected: Floats
    """(S, 2)."""
    variance: Floats
    """(S, 2) of each day's count: its noise, and what is not known of its level."""
    variance_together: Floats
    """(S,) of both days' sum: days that resemble the day before make it wider."""
    freedom: Floats
    """(S,) degrees of freedom of the noise."""
    coefficients: Floats
    """(S, 8): where the fit of the day after may begin."""


def compute_weekday_profile(
    totals: Floats, observed: NDArray[np.bool_], weekday: NDArray[np.int64]
) -> Floats:
    """(7,) traffic of each weekday, mean 1, from all traffic (n,) of the workspace."""
    means = np.ones(7)
    for day in range(7):
        days = observed & (weekday == day)
        if days.any():
            means[day] = totals[days].mean() + 0.5
    return np.asarray(means / means.mean(), dtype=np.float64)


def fit_baseline(
    counts: Floats,
    weights: Floats,
    weekday: NDArray[np.int64],
    profile: Floats,
    start: Floats | None = None,
) -> Baseline:
    """What is expected of the two days after the n - 2 days of a baseline.

    counts, weights: (S, n - 2), weight 0 for days without data or inside an alarm; weekday: (n,)
    of the baseline and of the two days, 0 is Monday; profile: (7,) of `compute_weekday_profile`.
    """
    days = counts.shape[1]
    design = _build_design(weekday, np.arange(1 - len(weekday), 1) / BASELINE_DAYS)
    known, asked = design[:days], design[days:]
    log_profile = np.log(profile)[weekday]
    offset = log_profile[:days]
    level = (counts * weights).sum(axis=1) + 0.5
    level /= np.maximum(weights @ np.exp(offset), 0.5)
    prior = _build_prior(np.log(level))
    first = fit_quasi_poisson(
        counts, known, offset, weights, prior, start, rounds=5 if start is None else 2
    )
    calmed = weights * _downweight_outliers(counts, first)
    done = fit_quasi_poisson(counts, known, offset, calmed, prior, first.coefficients, rounds=2)
    expected = np.exp(np.clip(done.coefficients @ asked.T + log_profile[days:], -20, 20))
    # Delta method: covariance of both days' expected counts.
    shared = np.einsum(
        "pk,bkl,ql->bpq", asked, done.covariance * done.dispersion[:, None, None], asked
    )
    shared = np.clip(shared, -1, 1) * expected[:, :, None] * expected[:, None, :]
    noise = done.dispersion[:, None] * expected
    together = noise.sum(axis=1) * _estimate_autocorrelation(counts, done, calmed) + shared.sum(
        axis=(1, 2)
    )
    variance = noise + np.diagonal(shared, axis1=1, axis2=2)
    return Baseline(expected, variance, together, done.freedom, done.coefficients)


def _build_design(weekday: NDArray[np.int64], when: Floats) -> Floats:
    """Level, trend, and six contrasts of weekdays against their mean."""
    contrasts = np.vstack([np.eye(6), np.full((1, 6), -1.0)])
    return np.column_stack([np.ones(len(weekday)), when, contrasts[weekday]])


def _build_prior(level: Floats) -> Prior:
    mean = np.zeros((len(level), 8))
    mean[:, 0] = level
    return Prior(mean, np.array([0.25, _TREND_SD**-2, *[_WEEKDAY_SD**-2] * 6]))


def _downweight_outliers(counts: Floats, told: Fit) -> Floats:
    """(S, n) weights: (2.58 / residual)^2 for days that stood out upwards, else 1."""
    mu = np.maximum(told.expected, 1e-6)
    anscombe = 1.5 * (counts ** (2 / 3) - mu ** (2 / 3)) / mu ** (1 / 6)
    anscombe /= np.sqrt(told.dispersion)[:, None]
    return np.asarray(np.where(anscombe > _OUTLIER, (_OUTLIER / np.maximum(anscombe, 1)) ** 2, 1.0))


def _estimate_autocorrelation(counts: Floats, told: Fit, weights: Floats) -> Floats:
    """1 + the correlation of a day with the one before, where it is positive."""
    scale = np.sqrt(np.maximum(told.expected, 1e-6) * told.dispersion[:, None])
    residuals = (counts - told.expected) / scale * np.sqrt(weights)
    pairs = (weights[:, 1:] * weights[:, :-1] > 0).sum(axis=1)
    together = (residuals[:, 1:] * residuals[:, :-1]).sum(axis=1) / np.maximum(pairs, 1)
    return np.asarray(1 + np.clip(together, 0, 1))
