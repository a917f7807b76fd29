"""Quasi-Poisson regression of many series at once.

statsmodels fits one series at a time; a night's alarms need thousands of fits over one design, so
the same iteratively re-weighted least squares (McCullagh & Nelder 1989, 2.5) runs here on all of
them together. The tests compare it with statsmodels' `GLM`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_MOST, _FEWEST = 700.0, 1e-10


@dataclass(frozen=True, slots=True)
class Prior:
    """A normal prior on coefficients (a ridge), so that thin series stay finite."""

    mean: Floats
    """(B, k) values that the coefficients are shrunk to."""
    precision: Floats
    """(k,) 1 / variance; 0 leaves a coefficient free."""


@dataclass(frozen=True, slots=True)
class Fit:
    """B regressions over n points with k coefficients."""

    coefficients: Floats
    """(B, k)."""
    covariance: Floats
    """(B, k, k), to be multiplied by the dispersion."""
    expected: Floats
    """(B, n)."""
    dispersion: Floats
    """(B,) Pearson's, at least 1: counts are never taken to vary less than Poisson."""
    pearson: Floats
    """(B,) the same without the lower bound."""
    freedom: Floats
    """(B,) degrees left for the dispersion, at least 1."""


def fit_quasi_poisson(
    counts: Floats,
    design: Floats,
    offset: Floats,
    weights: Floats | None = None,
    prior: Prior | None = None,
    start: Floats | None = None,
    rounds: int = 8,
) -> Fit:
    """Log-linear fits of (B, n) counts on an (n, k) design.

    `offset` is (n,) or (B, n), on the log scale; `weights` (B, n), 0 leaves a point out; `start`
    (B, k) coefficients to begin from. `rounds` of Fisher scoring: eight are exact to 1e-8.
    """
    series, coefficients = counts.shape[0], design.shape[1]
    weights = np.ones_like(counts) if weights is None else weights
    prior = prior or Prior(np.zeros((series, coefficients)), np.zeros(coefficients))
    ridge = np.diag(prior.precision) + 1e-9 * np.eye(coefficients)
    crossed = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    pull = prior.mean * prior.precision
    if start is None:
        eta = np.log(counts + 0.1 + 0.1 * counts.mean(axis=1, keepdims=True))
    else:
        eta = start @ design.T + offset
    for _ in range(rounds):
        mu = np.exp(np.clip(eta, -_MOST, _MOST))
        weighted = np.maximum(weights * mu, _FEWEST * (weights > 0))
        target = eta - offset + np.clip((counts - mu) / np.maximum(mu, _FEWEST), -50, 50)
        normal = (weighted @ crossed).reshape(series, coefficients, coefficients) + ridge
        beta = np.linalg.solve(normal, ((weighted * target) @ design + pull)[..., None])[..., 0]
        eta = np.clip(beta @ design.T + offset, -30, 30)
    mu = np.exp(eta)
    normal = ((weights * mu) @ crossed).reshape(series, coefficients, coefficients) + ridge
    pearson, freedom = _estimate_dispersion(counts, mu, weights, coefficients)
    return Fit(beta, np.linalg.inv(normal), mu, np.maximum(pearson, 1.0), pearson, freedom)


def _estimate_dispersion(
    counts: Floats, mu: Floats, weights: Floats, coefficients: int
) -> tuple[Floats, Floats]:
    """(B,) Pearson's dispersion, corrected for sparse counts (Fletcher 2012), and (B,) its degrees
    of freedom."""
    freedom = np.maximum((weights > 0).sum(axis=1) - coefficients, 1.0)
    safe = np.maximum(mu, 1e-3)
    residuals = (counts - mu) / safe
    pearson = (weights * residuals**2 * safe).sum(axis=1) / freedom
    known = np.maximum((weights > 0).sum(axis=1), 1)
    slack = np.clip((weights * residuals).sum(axis=1) / known, -0.5, None)
    return pearson / (1 + slack), freedom
