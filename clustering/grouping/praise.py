"""Praise is no part of a complaint: "your agents are great" beside "your agents never answer".

Both are about the same, so their vectors lie near each other; nobody would act on them together.
"""

import numpy as np
from numpy.typing import NDArray

from clustering.neighbours.centroids import compute_centroids, find_nearest

Floats = NDArray[np.float32]
Labels = NDArray[np.int32]

_LEAST_SHARE = 0.2
"""Share of praise, and of anything else, from which a theme is looked at."""
_CLEAR = 0.6
"""Share of its own sort that each side must have."""
_ROUNDS = 2


def part_praise(
    labels: Labels,
    projected: Floats,
    praise: NDArray[np.bool_],
    weights: NDArray[np.int64],
    min_size: int,
) -> Labels:
    """Labels (n,) in which themes of praise and of something else are two, each of at least
    `min_size` asks.

    labels (n,) are the themes found, -1 for none; projected (n, p) unit; praise (n,) whether a
    point's kind is praise; weights (n,) how many asks it stands for. Both sides begin with the
    points of their kind; then every point goes to the nearer side, since kinds are told wrongly
    now and then.
    """
    labels = labels.copy()
    for theme in range(int(labels.max(initial=-1)) + 1):
        members = np.flatnonzero(labels == theme)
        sides = praise[members].astype(np.int32)
        if not _LEAST_SHARE <= _compute_share(sides, weights[members]) <= 1 - _LEAST_SHARE:
            continue
        for _ in range(_ROUNDS):
            if len(np.unique(sides)) < 2:
                break
            sides = find_nearest(projected[members], compute_centroids(projected[members], sides))[
                0
            ].astype(np.int32)
        if _are_apart(sides, praise[members], weights[members], min_size):
            labels[members[sides == 1]] = labels.max() + 1
    return labels


def _are_apart(
    sides: Labels, praise: NDArray[np.bool_], weights: NDArray[np.int64], min_size: int
) -> bool:
    for side in (0, 1):
        own = sides == side
        if weights[own].sum() < min_size:
            return False
        if _compute_share(praise[own] == bool(side), weights[own]) < _CLEAR:
            return False
    return True


def _compute_share(hits: NDArray[np.generic], weights: NDArray[np.int64]) -> float:
    return float((hits.astype(np.float64) * weights).sum() / max(weights.sum(), 1))
