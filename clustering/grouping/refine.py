"""From cores to themes that take in everything that fits, and nothing that does not."""

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.cores import compute_centroids
from clustering.grouping.parallel import map_blocks
from clustering.grouping.thresholds import floors_of, means_of

_N_ROUNDS = 10
_BLOCK = 2048

Labels = NDArray[np.int32]
Floats = NDArray[np.float32]


def refine(
    points: Floats,
    labels: Labels,
    weights: NDArray[np.int64],
    near_duplicate_counts: NDArray[np.int64],
    least: int,
) -> tuple[Labels, Floats, Floats]:
    """Give every point to its nearest theme, let themes move, drop small ones, set floors.

    points is (n, p) unit, labels (n,) with -1 where no core holds the point, `least` the fewest
    asks (points times weights) of a theme, crowds (n,) how many asks a point and its near copies
    stand for. Returns labels (n,), centroids (k, p), floors (k,).
    """
    everybody = labels
    for _ in range(_N_ROUNDS):
        everybody = find_nearest(points, compute_centroids(points, everybody))[0]
    centroids, floors, held = _assign_above_threshold(points, everybody)
    alone = (held < 0) & (near_duplicate_counts >= least)
    if alone.any():  # one text, sent or copied so often that it is a theme by itself
        centroids = np.vstack([centroids, points[alone]])
        centroids, floors, held = _assign_above_threshold(
            points, find_nearest(points, centroids)[0]
        )
    sizes = np.bincount(held[held >= 0], weights[held >= 0], minlength=len(centroids))
    while len(centroids) and (sizes < least).any():
        # Members of a theme that is too small may fit its neighbour.
        large = centroids[sizes >= least]
        centroids, floors, held = _assign_above_threshold(points, find_nearest(points, large)[0])
        sizes = np.bincount(held[held >= 0], weights[held >= 0], minlength=len(centroids))
    return held, centroids, floors


def find_nearest(points: Floats, centroids: Floats) -> tuple[Labels, Floats, Floats]:
    """Nearest centroid of each point (n,), its cosine (n,) and the second nearest's (n,).

    Without centroids labels are -1; with one centroid the second cosine is 0.
    """
    labels = np.full(len(points), -1, dtype=np.int32)
    first = np.zeros(len(points), dtype=np.float32)
    second = np.zeros(len(points), dtype=np.float32)

    def look(block: slice) -> None:
        near = points[block] @ centroids.T
        chosen, rows = near.argmax(axis=1), np.arange(len(near))
        labels[block], first[block] = chosen, near[rows, chosen]
        if len(centroids) > 1:
            near[rows, chosen] = -2.0  # under any cosine
            second[block] = near.max(axis=1)

    map_blocks(len(points) if len(centroids) else 0, _BLOCK, look)
    return labels, first, second


def compute_confidence(first: Floats, second: Floats, floors: Floats) -> Floats:
    """How sure an assignment is, (n,) in 0..1, from the cosines to the nearest and the second
    nearest centroid and the floor (n,) of the nearest.

    The geometric mean of two shares: of the way from the second theme to a perfect fit, and of
    the way from the floor to a perfect fit.
    """
    margin = np.clip((first - second) / np.maximum(1.0 - second, 1e-6), 0.0, 1.0)
    height = np.clip((first - floors) / np.maximum(1.0 - floors, 1e-6), 0.0, 1.0)
    sure: Floats = np.sqrt(margin * height).astype(np.float32)
    return sure


def _assign_above_threshold(points: Floats, labels: Labels) -> tuple[Floats, Floats, Labels]:
    """Centroids and floors of the labels, and each point's theme where it clears the floor."""
    centroids = compute_centroids(points, labels)
    label, cosine, _ = find_nearest(points, centroids)
    floors = _floors(label, cosine, len(centroids))
    held = np.where(cosine >= floors[label], label, -1) if len(centroids) else label
    return centroids, floors, held.astype(np.int32)


def _floors(labels: Labels, cosines: Floats, count: int) -> Floats:
    """(count,) floors of the themes that (n,) labels and cosines tell."""
    if not count:
        return np.zeros(0, dtype=np.float32)
    sizes, own, deviation = means_of(labels, cosines, count)
    return floors_of(sizes, own, float(cosines.mean()), deviation)
