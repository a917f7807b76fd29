"""95 % intervals for totals, shares, means and ratios of rates.

Everything is vectorised: arrays in, arrays of the same shape out. Quantiles are `scipy.special`'s:
importing `scipy.stats`, which wraps them, takes longer than most commands.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

LEVEL = 0.95
Floats = NDArray[np.float64]


def compute_total_interval(total: ArrayLike, squares: ArrayLike, largest: ArrayLike) -> Floats:
    """(..., 2) gamma interval of a weighted sum of Poisson counts (Fay & Feuer 1997).

    For totals that cluster by customer: messages, conversations, value. `total` is the sum over
    customers, `squares` the sum of the customers' squares, `largest` the largest of them. It agrees
    with a bootstrap by customer; where every customer has 1, it is Garwood's exact Poisson
    interval.
    """
    sums, variance, most = (
        np.asarray(values, dtype=np.float64) for values in (total, squares, largest)
    )
    tail = (1 - LEVEL) / 2
    most = np.maximum(most, np.where(sums > 0, most, 1.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        low = variance / (2 * sums) * _compute_chi2_quantile(tail, 2 * sums**2 / variance)
        wider, higher = variance + most**2, sums + most
        high = wider / (2 * higher) * _compute_chi2_quantile(1 - tail, 2 * higher**2 / wider)
    return np.stack([np.where(sums > 0, low, 0.0), high], axis=-1)


def _compute_chi2_quantile(level: float, freedom: Floats) -> Floats:
    return np.asarray(2 * special.gammaincinv(freedom / 2, level))


def compute_share_interval(count: ArrayLike, total: ArrayLike) -> Floats:
    """(..., 2) Wilson interval of a share; (0, 1) where nothing was counted at all."""
    # Here: statsmodels brings pandas, a second that trends and rankings do not need.
    from statsmodels.stats.proportion import proportion_confint

    counted, among = np.asarray(count, dtype=np.float64), np.asarray(total, dtype=np.float64)
    low, high = proportion_confint(counted, np.maximum(among, 1), 1 - LEVEL, method="wilson")
    return np.stack([np.where(among > 0, low, 0.0), np.where(among > 0, high, 1.0)], axis=-1)


def compute_mean_interval(mean: ArrayLike, deviation: ArrayLike, count: ArrayLike) -> Floats:
    """(..., 2) Student interval of a mean, from the standard deviation of the `count` values;
    without bounds where there are fewer than two."""
    centre, spread, n = (
        np.asarray(values, dtype=np.float64) for values in (mean, deviation, count)
    )
    some = n >= 2
    half = (
        special.stdtrit(np.maximum(n - 1, 1), (1 + LEVEL) / 2) * spread / np.sqrt(np.maximum(n, 1))
    )
    half = np.where(some, half, np.inf)
    return np.stack([centre - half, centre + half], axis=-1)


def compute_ratio_interval(
    count: ArrayLike,
    exposure: ArrayLike,
    count_before: ArrayLike,
    exposure_before: ArrayLike,
    dispersion: ArrayLike,
    freedom: ArrayLike,
) -> tuple[Floats, Floats]:
    """(..., 2) interval of a ratio of two rates, and the two-sided p (...,) of "no change".

    Given both counts' sum, the first is binomial: this is Jeffreys' interval of its share, as a
    ratio of rates. Over-dispersed counts are divided by their dispersion (quasi-Poisson); Student's
    t with `freedom` degrees allows for a dispersion that was estimated.
    """
    effective, effective_before = (
        np.asarray(counted, dtype=np.float64) / np.asarray(dispersion) + 0.5
        for counted in (count, count_before)
    )
    odds = np.asarray(exposure, dtype=np.float64) / np.asarray(exposure_before, dtype=np.float64)
    t = special.stdtrit(freedom, (1 + LEVEL) / 2)
    low = special.betaincinv(effective, effective_before, special.ndtr(-t))
    high = special.betaincinv(effective, effective_before, special.ndtr(t))
    with np.errstate(divide="ignore"):
        interval = np.stack([low / (1 - low), high / (1 - high)], axis=-1) / odds[..., None]
    below = special.betainc(effective, effective_before, odds / (1 + odds))
    z = np.abs(special.ndtri(np.clip(np.minimum(below, 1 - below), 1e-300, 0.5)))
    return interval, 2 * special.stdtr(freedom, -z)
