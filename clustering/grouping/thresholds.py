"""How far from its centroid a theme reaches: the floor, a cosine below which no ask is in it."""

import numpy as np
from numpy.typing import NDArray

SPREADS_BELOW = 3.2
"""How many standard deviations below its theme's mean cosine an ask may lie."""
_FEW = 10.0
"""Members' worth of the common mean cosine mixed into a theme's own: small themes are sure of
their centre without reason."""


def means_of(
    labels: NDArray[np.int32], cosines: NDArray[np.float32], count: int
) -> tuple[NDArray[np.int64], NDArray[np.float64], float]:
    """Sizes (count,) and mean cosines (count,) of themes, and the standard deviation of all (n,)
    cosines around their own theme's mean. n > 0, no label is -1."""
    sizes = np.bincount(labels, minlength=count)
    own = np.bincount(labels, cosines, minlength=count) / np.maximum(sizes, 1)
    return sizes, own, float(np.sqrt(np.mean((cosines - own[labels]) ** 2)))


def floors_of(
    sizes: NDArray[np.int64], own: NDArray[np.float64], mean: float, deviation: float
) -> NDArray[np.float32]:
    """Floors (k,) of themes of `sizes` (k,) members: a theme's `own` (k,) mean cosine, mixed with
    the common mean where it is small, less a few of the common standard deviations; never below 0.
    """
    mixed = (own * sizes + mean * _FEW) / (sizes + _FEW)
    floors = np.maximum(mixed - SPREADS_BELOW * deviation, 0.0)
    return floors.astype(np.float32)
