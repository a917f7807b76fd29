"""Intervals of shares and of differences of means, where one customer may count many times."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from signals.statistics.intervals import LEVEL

Floats = NDArray[np.float64]


def compute_clustered_share_interval(hits: ArrayLike, customers: ArrayLike) -> tuple[float, float]:
    """95 % interval of the share of `hits` (n,) 0 or 1, whose `customers` (n,) are numbers.

    Wilson's, of as many independent conversations as these are worth: n divided by the design
    effect of the customers (Kish 1965), which is at least 1.
    """
    hit, customer = np.asarray(hits, dtype=np.float64), np.asarray(customers)
    n = len(hit)
    if not n:
        return 0.0, 1.0
    share = hit.mean()
    plain = share * (1 - share) / n
    _, group = np.unique(customer, return_inverse=True)
    sums = np.bincount(group, weights=hit - share)
    people = len(sums)
    clustered = (sums**2).sum() / n**2 * people / max(people - 1, 1)
    worth = n * min(plain / clustered, 1.0) if clustered > 0 and plain > 0 else float(people)
    # Wilson 1927, without statsmodels, whose import takes a second.
    z = float(special.ndtri((1 + LEVEL) / 2))
    centre = (share + z**2 / (2 * worth)) / (1 + z**2 / worth)
    half = z * np.sqrt(share * (1 - share) / worth + z**2 / (4 * worth**2)) / (1 + z**2 / worth)
    return max(float(centre - half), 0.0), min(float(centre + half), 1.0)


def compare_groups(
    values: ArrayLike, among: ArrayLike, customers: ArrayLike
) -> tuple[float, float, float, float]:
    """The mean of the `values` (n,) that are `among` (n,) less the mean of those that are not, its
    95 % interval and the p of "no difference": (difference, low, high, p).

    Linearised, with a customer's values as one, as `compare_means` is.
    """
    value, inside = np.asarray(values, dtype=np.float64), np.asarray(among, dtype=bool)
    outside = ~inside
    mean, rest = value[inside].mean(), value[outside].mean()
    influence = np.where(inside, (value - mean) / inside.sum(), -(value - rest) / outside.sum())
    deviation, freedom = _measure_spread(influence, inside, customers)
    difference = float(mean - rest)
    half = float(special.stdtrit(freedom, (1 + LEVEL) / 2)) * deviation
    p = 2 * float(special.stdtr(freedom, -abs(difference) / deviation)) if deviation else 1.0
    return difference, difference - half, difference + half, p


def compare_means(
    values: ArrayLike, among: ArrayLike, customers: ArrayLike
) -> tuple[float, float, float]:
    """The mean of the `values` (n,) that are not `among` (n,) less the mean of all of them, and its
    95 % interval: (difference, low, high).

    Linearised, with a customer's values as one (Taylor; Wolter 2007, chapter 6), and Student's t
    with as many degrees as there are customers among, or not among, whichever are fewer, less 1.
    """
    value, inside = np.asarray(values, dtype=np.float64), np.asarray(among, dtype=bool)
    outside = ~inside
    whole, without = value.mean(), value[outside].mean()
    influence = np.where(outside, value - without, 0.0) / outside.sum()
    influence = influence - (value - whole) / len(value)
    deviation, freedom = _measure_spread(influence, inside, customers)
    half = float(special.stdtrit(freedom, (1 + LEVEL) / 2)) * deviation
    difference = float(without - whole)
    return difference, difference - half, difference + half


def _measure_spread(
    influence: Floats, inside: NDArray[np.bool_], customers: ArrayLike
) -> tuple[float, int]:
    """Standard deviation of a linearised estimate, a customer's influences added up, and degrees of
    freedom."""
    _, group = np.unique(np.asarray(customers), return_inverse=True)
    sums = np.bincount(group, weights=influence)
    people = len(sums)
    fewest = min(len(np.unique(group[inside])), len(np.unique(group[~inside])))
    deviation = float(np.sqrt((sums**2).sum() * people / max(people - 1, 1)))
    return deviation, max(fewest - 1, 1)
