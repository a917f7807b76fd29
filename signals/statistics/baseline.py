"""Baselines: the expected count of a day by level, trend and weekday, fitted to the days before.

After Farrington et al. (1996) and Noufaily et al. (2013), as used in disease surveillance: a
quasi-Poisson regression in which days that stood out have little weight, so that an old incident
does not hide the next. The weekday profile of each series is shrunk to that of the workspace and
its trend to none, so that thin themes have a baseline too.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from signals.statistics.glm import Fit, Floats, Prior, fit_quasi_poisson

BASELINE_DAYS = 84
"""Days a baseline is learned from: twelve weeks."""
MIN_DAYS = 28
"""Days with data below which there is no baseline."""
_OUTLIER = 2.58
"""Standardised Anscombe residual above which a day loses weight (Noufaily 2013)."""
_WEEKDAY_SD, _TREND_SD = 0.15, 0.3
"""Standard deviations (log) of the priors: of a series' weekdays round the workspace's, and of its
level over the baseline's length."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """Expected counts of the two days after a baseline, for S series."""

    expected: Floats
    """(S, 2)."""
    variance: Floats
    """(S, 2) of each day's count: its noise, and the uncertainty of its level."""
    variance_together: Floats
    """(S,) of both days' sum, positive autocorrelation included."""
    freedom: Floats
    """(S,) degrees of freedom of the noise."""
    coefficients: Floats
    """(S, 8): start values for the fit of the day after."""


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
    """Expected counts of the two days after a baseline of n - 2 days.

    counts, weights: (S, n - 2), weight 0 for days without data or inside an alarm; weekday: (n,)
    of the baseline and of the two days, 0 is Monday; profile: (7,) of `compute_weekday_profile`;
    start: (S, 8) coefficients to begin from.
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


def _downweight_outliers(counts: Floats, fit: Fit) -> Floats:
    """(S, n) weights: (2.58 / residual)^2 above an Anscombe residual of 2.58, else 1."""
    mu = np.maximum(fit.expected, 1e-6)
    anscombe = 1.5 * (counts ** (2 / 3) - mu ** (2 / 3)) / mu ** (1 / 6)
    anscombe /= np.sqrt(fit.dispersion)[:, None]
    return np.asarray(np.where(anscombe > _OUTLIER, (_OUTLIER / np.maximum(anscombe, 1)) ** 2, 1.0))


def _estimate_autocorrelation(counts: Floats, fit: Fit, weights: Floats) -> Floats:
    """(S,) 1 + the lag-1 correlation of the residuals, where it is positive."""
    scale = np.sqrt(np.maximum(fit.expected, 1e-6) * fit.dispersion[:, None])
    residuals = (counts - fit.expected) / scale * np.sqrt(weights)
    pairs = (weights[:, 1:] * weights[:, :-1] > 0).sum(axis=1)
    together = (residuals[:, 1:] * residuals[:, :-1]).sum(axis=1) / np.maximum(pairs, 1)
    return np.asarray(1 + np.clip(together, 0, 1))
