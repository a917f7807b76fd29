"""Upper tails: how unlikely a count is, given an expected count and its variance."""

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]
_MAX_CHANCE = 0.2
"""Probabilities above this are returned as 1."""


def compute_upper_tail(
    count: Floats, expected: Floats, variance: Floats, freedom: Floats
) -> Floats:
    """P(at least this many) of a negative binomial with this mean and variance (Noufaily 2013).

    The mid-P value (Lancaster 1961): half of the probability of exactly this many is left out,
    since counts are discrete and the plain tail would raise half as many alarms as its level says.
    All shapes are alike. The variance holds the noise and the uncertainty of the mean; Student's t
    with `freedom` degrees, read at the normal score, allows for its being estimated. Probabilities
    above 0.2 come back as 1.
    """
    chances = np.ones_like(expected)
    above = count > expected + 0.5 * np.sqrt(variance)
    if not above.any():
        return chances
    mean, counted = np.maximum(expected[above], 1e-6), count[above]
    over = np.maximum(variance[above] / mean, 1.0 + 1e-6)
    # P(X >= c) of a negative binomial is a regularised incomplete beta function.
    size, share = mean / (over - 1), 1 - 1 / over
    tail = (special.betainc(counted, size, share) + special.betainc(counted + 1, size, share)) / 2
    score = -special.ndtri(np.clip(tail, 1e-300, 0.5))
    fair = special.stdtr(np.broadcast_to(freedom, expected.shape)[above], -score)
    chances[above] = np.where(tail < _MAX_CHANCE, fair, 1.0)
    return chances
