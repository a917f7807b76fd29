"""Nearest-centroid assignment with a similarity threshold for each theme.

An ask belongs to the theme with the nearest centroid, if its cosine reaches that theme's
`min_similarity`. One rule fits that threshold, in a grouping and for every ask that comes later.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.projection import Projection, project_vectors
from clustering.neighbours.centroids import compute_centroids, find_nearest, run_kmeans
from clustering.neighbours.parallel import limit_to_one_thread

Labels = NDArray[np.int32]
Floats = NDArray[np.float32]

N_DEVIATIONS_BELOW = 3.2
"""`min_similarity` lies this many standard deviations below the theme's mean cosine."""
_PRIOR_SIZE = 10.0
"""Shrinkage of a theme's mean cosine: the mean over all themes counts as much as so many members.
The centroid of a small theme lies too near to its few members."""
_MIN_INERTIA = 10.0
"""New asks move a centroid at most as if it stood for ten times as many asks."""
_WEAK_QUANTILE = 0.3
"""Share of themed asks whose cosine lies below `CosineStats.weak`."""
_N_ROUNDS = 10
"""Rounds of k-means before thresholds are fitted."""


@dataclass(frozen=True, slots=True)
class CosineStats:
    """Distribution of the cosines between asks and the centroids of their themes."""

    mean: float
    """Mean cosine over all themed asks."""
    deviation: float
    """Standard deviation around each theme's own mean."""
    weak: float
    """The 0.3 quantile. An ask below it may belong to a theme that is not known yet."""


def fit_cosine_stats(projected: Floats, labels: Labels, centroids: Floats) -> CosineStats:
    """Fit the distribution to (n, p) projected asks with labels (n,) and centroids (k, p).

    Asks with label -1 are left out. Without any themed ask the mean is 1 and the deviation 0.
    """
    themed = labels >= 0
    if not themed.any():
        return CosineStats(1.0, 0.0, 1.0)
    cosines = np.einsum("ij,ij->i", projected[themed], centroids[labels[themed]])
    deviation = _summarise_cosines(labels[themed], cosines, len(centroids))[2]
    weak = float(np.quantile(cosines, _WEAK_QUANTILE))
    return CosineStats(float(cosines.mean()), deviation, weak)


def fit_threshold(members: Floats, stats: CosineStats) -> tuple[Floats, float]:
    """Centroid (p,) and `min_similarity` of one theme of (m, p) projected asks, m > 0."""
    centroid = compute_centroids(members, np.zeros(len(members), np.int32))[0]
    sizes, means = np.array([len(members)]), np.array([(members @ centroid).mean()], np.float64)
    thresholds = compute_min_similarities(sizes, means, stats.mean, stats.deviation)
    return centroid, float(thresholds[0])


def fit_thresholds(projected: Floats, labels: Labels) -> tuple[Floats, Floats]:
    """Centroids (k, p) and `min_similarity` (k,) of the themes of (n, p) projected asks, whose
    labels (n,) were found otherwise; -1 is none."""
    centroids = compute_centroids(projected, labels)
    themed = labels >= 0
    if not themed.any():
        return centroids, np.zeros(len(centroids), dtype=np.float32)
    own = labels[themed]
    cosines = np.einsum("ij,ij->i", projected[themed], centroids[own])
    sizes, means, deviation = _summarise_cosines(own, cosines, len(centroids))
    return centroids, compute_min_similarities(sizes, means, float(cosines.mean()), deviation)


def compute_min_similarities(
    sizes: NDArray[np.int64], means: NDArray[np.float64], overall_mean: float, deviation: float
) -> Floats:
    """`min_similarity` (k,) float32, at least 0, of themes with sizes (k,) and mean cosines (k,).

    Each mean is shrunk towards `overall_mean`, small themes more; then `N_DEVIATIONS_BELOW`
    times the common standard deviation is subtracted.
    """
    shrunk = (means * sizes + overall_mean * _PRIOR_SIZE) / (sizes + _PRIOR_SIZE)
    thresholds = np.maximum(shrunk - N_DEVIATIONS_BELOW * deviation, 0.0)
    return thresholds.astype(np.float32)


def compute_confidence(first: Floats, second: Floats, min_similarities: Floats) -> Floats:
    """Confidence (n,) in 0..1 of an assignment.

    first and second (n,) are the cosines to the nearest and the next nearest centroid,
    min_similarities (n,) the thresholds of the nearest theme. Confidence is the geometric mean of
    two margins, each as a share of what a cosine of 1 would leave: above the second cosine, and
    above the threshold.
    """
    to_second = np.clip((first - second) / np.maximum(1.0 - second, 1e-6), 0.0, 1.0)
    to_threshold = np.clip(
        (first - min_similarities) / np.maximum(1.0 - min_similarities, 1e-6), 0.0, 1.0
    )
    confidence: Floats = np.sqrt(to_second * to_threshold).astype(np.float32)
    return confidence


def refine(
    points: Floats,
    labels: Labels,
    weights: NDArray[np.int64],
    repeated: NDArray[np.bool_],
    min_size: int,
) -> tuple[Labels, Floats, Floats]:
    """Spherical k-means from the cores, then thresholds; themes that are too small are dropped.

    points is (n, p) unit, labels (n,) with -1 where no core holds the point, weights (n,) how many
    asks a point stands for, repeated (n,) whether it and its near copies are a theme by themselves,
    `min_size` the fewest asks in a theme. Returns labels (n,), centroids (k, p) and
    min_similarities (k,).
    """
    nearest = run_kmeans(points, labels, _N_ROUNDS)
    centroids, thresholds, held = _assign_above_threshold(points, nearest)
    alone = (held < 0) & repeated
    if alone.any():  # one text, sent or copied so often that it is a theme by itself
        centroids = np.vstack([centroids, points[alone]])
        centroids, thresholds, held = _assign_above_threshold(
            points, find_nearest(points, centroids)[0]
        )
    sizes = np.bincount(held[held >= 0], weights[held >= 0], minlength=len(centroids))
    while len(centroids) and (sizes < min_size).any():
        # Members of a theme that is too small may fit its neighbour.
        large = centroids[sizes >= min_size]
        centroids, thresholds, held = _assign_above_threshold(
            points, find_nearest(points, large)[0]
        )
        sizes = np.bincount(held[held >= 0], weights[held >= 0], minlength=len(centroids))
    return held, centroids, thresholds


def assign(
    vectors: Floats,
    languages: Sequence[str],
    projection: Projection,
    centroids: Floats,
    min_similarities: Floats,
) -> tuple[Labels, Floats]:
    """Assign asks to known themes: labels (m,), -1 where none fits, and confidences (m,), 0 there.

    vectors is (m, d) unit, not projected yet; centroids (k, p) and min_similarities (k,) are as
    `find_themes` returned them, or a selection of them in any order. Labels are rows of centroids.
    """
    if not len(vectors) or not len(centroids):
        return np.full(len(vectors), -1, dtype=np.int32), np.zeros(len(vectors), np.float32)
    with limit_to_one_thread():
        projected = project_vectors(vectors, languages, projection)
        labels, first, second = find_nearest(projected, centroids)
    thresholds = min_similarities[labels].astype(np.float32)
    fits = first >= thresholds
    confidence = np.where(fits, compute_confidence(first, second, thresholds), 0.0)
    return np.where(fits, labels, -1).astype(np.int32), confidence.astype(np.float32)


def update_centroid(centroid: Floats, size: int, fresh: Floats) -> Floats:
    """Running mean: the unit centroid (p,) of a theme of `size` asks after (m, p) fresh ones.

    It moves slowly, so that one busy week cannot turn a theme into another.
    """
    inertia = max(float(size), _MIN_INERTIA * len(fresh))
    moved = inertia * centroid.astype(np.float64) + fresh.sum(axis=0, dtype=np.float64)
    unit: Floats = (moved / max(np.linalg.norm(moved), 1e-12)).astype(np.float32)
    return unit


def _assign_above_threshold(points: Floats, labels: Labels) -> tuple[Floats, Floats, Labels]:
    """Centroids and thresholds of the labels, and each point's theme, -1 below its threshold."""
    centroids = compute_centroids(points, labels)
    nearest, cosines, _ = find_nearest(points, centroids)
    if not len(centroids):
        return centroids, np.zeros(0, dtype=np.float32), nearest.astype(np.int32)
    sizes, means, deviation = _summarise_cosines(nearest, cosines, len(centroids))
    thresholds = compute_min_similarities(sizes, means, float(cosines.mean()), deviation)
    held = np.where(cosines >= thresholds[nearest], nearest, -1)
    return centroids, thresholds, held.astype(np.int32)


def _summarise_cosines(
    labels: Labels, cosines: Floats, count: int
) -> tuple[NDArray[np.int64], NDArray[np.float64], float]:
    """Sizes (count,) and mean cosines (count,) of themes, and the standard deviation of all (n,)
    cosines around their own theme's mean. n > 0, no label is -1."""
    sizes = np.bincount(labels, minlength=count)
    means = np.bincount(labels, cosines, minlength=count) / np.maximum(sizes, 1)
    return sizes, means, float(np.sqrt(np.mean((cosines - means[labels]) ** 2)))
