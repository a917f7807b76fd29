"""How unlikely a count is, given what was expected and how uncertain that is."""

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

Floats = NDArray[np.float64]
_MAX_CHANCE = 0.2
"""Chances above this are not told apart."""


def compute_upper_tail(
    count: Floats, expected: Floats, variance: Floats, freedom: Floats
) -> Floats:
    """P(at least this many) of a negative binomial with this mean and variance (Noufaily 2013).

    The mid-P value (Lancaster 1961): half of the chance of exactly this many is left out, so that
    counts, which come in steps, are wrong as often as the level says, and not half as often.
    All shapes alike. The variance holds the noise and the uncertainty of the mean; that it was
    estimated with `freedom` degrees is paid for by reading the normal score on Student's t.
    Chances above 0.2 come back as 1.
    """
    chances = np.ones_like(expected)
    above = count > expected + 0.5 * np.sqrt(variance)
    if not above.any():
        return chances
    mean, told = np.maximum(expected[above], 1e-6), count[above]
    over = np.maximum(variance[above] / mean, 1.0 + 1e-6)
    # P(X >= c) of a negative binomial is a regularised incomplete beta function.
    size, share = mean / (over - 1), 1 - 1 / over
    tail = (special.betainc(told, size, share) + special.betainc(told + 1, size, share)) / 2
    score = -special.ndtri(np.clip(tail, 1e-300, 0.5))
    fair = stats.t.sf(score, np.broadcast_to(freedom, expected.shape)[above])
    chances[above] = np.where(tail < _MAX_CHANCE, fair, 1.0)
    return chances
