"""Further asks into known themes, in the space that was frozen when the themes were found; and how
themes follow what is asked, slowly."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.cores import compute_centroids
from clustering.grouping.projection import Projection, project_vectors
from clustering.grouping.refine import compute_confidence, find_nearest
from clustering.grouping.threads import limit_to_one_thread
from clustering.grouping.thresholds import floors_of, means_of

_MIN_INERTIA = 10.0
"""New asks move a centroid at most as if ten times as many held it in place."""
_WEAK_QUANTILE = 0.3
"""Share of themed asks that lie farther from their centroid than the `weak` cosine."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How near asks lie to the centroids of their themes."""

    mean: float
    """Mean cosine."""
    deviation: float
    """Standard deviation around each theme's own mean."""
    weak: float
    """Cosine below which an ask is held so loosely that it may be something new."""


def spread_of(
    placed: NDArray[np.float32], labels: NDArray[np.int32], centroids: NDArray[np.float32]
) -> Spread:
    """Learn it from (n, p) placed asks, their labels (n,), -1 left out, and centroids (k, p)."""
    themed = labels >= 0
    if not themed.any():
        return Spread(1.0, 0.0, 1.0)
    cosines = np.einsum("ij,ij->i", placed[themed], centroids[labels[themed]])
    deviation = means_of(labels[themed], cosines, len(centroids))[2]
    return Spread(float(cosines.mean()), deviation, float(np.quantile(cosines, _WEAK_QUANTILE)))


def calibrated(members: NDArray[np.float32], spread: Spread) -> tuple[NDArray[np.float32], float]:
    """Centroid (p,) and floor of a theme of (m, p) placed asks, m > 0."""
    centroid = compute_centroids(members, np.zeros(len(members), np.int32))[0]
    sizes, own = np.array([len(members)]), np.array([(members @ centroid).mean()], np.float64)
    return centroid, float(floors_of(sizes, own, spread.mean, spread.deviation)[0])


def update_centroid(
    centroid: NDArray[np.float32], size: int, fresh: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The centroid (p,) of a theme of `size` asks after (m, p) fresh ones came to it.

    It follows slowly, so that no single week can carry a theme away from what it was.
    """
    held = max(float(size), _MIN_INERTIA * len(fresh))
    moved = held * centroid.astype(np.float64) + fresh.sum(axis=0, dtype=np.float64)
    unit: NDArray[np.float32] = (moved / max(np.linalg.norm(moved), 1e-12)).astype(np.float32)
    return unit


def assign(
    vectors: NDArray[np.float32],
    languages: Sequence[str],
    projection: Projection,
    centroids: NDArray[np.float32],
    floors: NDArray[np.float32],
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Labels (m,) int32, -1 where no theme fits, and strengths (m,) float32, 0 where none fits.

    vectors is (m, d) unit, centroids (k, p) and floors (k,) as `find_themes` gave them, in the
    same order as the labels that come back; some may be left out.
    """
    if not len(vectors) or not len(centroids):
        return np.full(len(vectors), -1, dtype=np.int32), np.zeros(len(vectors), np.float32)
    with limit_to_one_thread():
        projected = project_vectors(vectors, languages, projection)
        labels, first, second = find_nearest(projected, centroids)
    floor = floors[labels].astype(np.float32)
    fits = first >= floor
    strength = np.where(fits, compute_confidence(first, second, floor), 0.0).astype(np.float32)
    return np.where(fits, labels, -1).astype(np.int32), strength
