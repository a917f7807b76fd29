"""Gaps: days without data, where nothing was recorded, against quiet days."""

import numpy as np
from numpy.typing import NDArray

_MIN_EMPTY_CHANCE = 0.01
"""A day without a single ask is a gap when fewer than one in a hundred such days would be empty."""


def find_observed_days(
    totals: NDArray[np.float64], weekday: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """(n,) which days have data, from all asks of the workspace by day.

    totals: (n,) asks a day; weekday: (n,) 0 is Monday. An empty day counts as observed where its
    weekday often is empty (a Sunday of an office); days before the first and after the last ask
    never do. Where days are Poisson with mean m, exp(-m) of them are empty.
    """
    seen = totals > 0
    if not seen.any():
        return seen
    first, last = np.flatnonzero(seen)[[0, -1]]
    inside = np.zeros_like(seen)
    inside[first : last + 1] = True
    for day in range(7):
        days = inside & (weekday == day)
        if days.any() and np.exp(-np.median(totals[days])) >= _MIN_EMPTY_CHANCE:
            seen = seen | days
    return seen & inside
