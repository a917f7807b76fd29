"""What is no theme, or two.

Asks with nothing to learn from lie together for want of a better place. A message that is neither a
question, a report, a wish, a complaint nor praise (kind `other`) has nobody who could act on it.
Many of them resemble nothing, and so end up beside each other: such a theme holds together no
better than any asks do. One that people really send again and again does. Others lie at the edge of
a theme of real asks.

Praise is no part of a complaint: "your agents are great" lies near "your agents never answer", but
nobody would act on them together.
"""

import numpy as np
from numpy.typing import NDArray

from clustering.neighbours.centroids import compute_centroids, find_nearest
from clustering.neighbours.parallel import sum_by_label
from clustering.similarity import compute_pairwise_cosine

Floats = NDArray[np.float32]
Labels = NDArray[np.int32]

LEAST_COHERENCE = 0.35
"""Mean cosine between two asks of a theme of which most are `other`, below which it is none."""
_OTHER_SHARE = 0.3
"""Share of `other` asks from which a theme is looked at."""
_MOSTLY = 0.5
"""Share of `other` asks from which a theme is one of them, which none of them leaves."""


_LEAST_PRAISE = 0.2
"""Share of praise, and of anything else, from which a theme is looked at."""
_CLEAR_SIDE = 0.6
"""Share of its own sort that each side must have."""
_ROUNDS = 2


def find_incoherent(labels: Labels, centred: Floats, other: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of k themes are none, (k,).

    labels (n,) are the themes found, -1 for none; centred (n, d) unit rows; other (n,) whether an
    ask's kind is `other`.
    """
    count = int(labels.max(initial=-1)) + 1
    themed = labels >= 0
    sizes = np.bincount(labels[themed], minlength=count)
    shares = np.bincount(labels[themed], other[themed], minlength=count) / np.maximum(sizes, 1)
    sums = sum_by_label(centred[themed].astype(np.float64), labels[themed], count)
    coherence = compute_pairwise_cosine(sums, sizes)
    unrelated: NDArray[np.bool_] = (shares >= _OTHER_SHARE) & (coherence < LEAST_COHERENCE)
    return unrelated


def find_strays(
    labels: Labels, projected: Floats, centroids: Floats, idle: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """(n,) which of the asks that are `idle`, with surely nothing to act on, are at the edge of a
    theme of other asks: farther from its centroid than the half of these are.

    labels (n,) as above; projected (n, p) and centroids (k, p) unit rows.
    """
    strays = np.zeros(len(labels), dtype=bool)
    for theme in np.unique(labels[(labels >= 0) & idle]).tolist():
        members = np.flatnonzero(labels == theme)
        real = ~idle[members]
        if real.mean() <= 1 - _MOSTLY:
            continue
        cosines = projected[members] @ centroids[theme]
        strays[members] = ~real & (cosines < np.median(cosines[real]))
    return strays


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
        if not _LEAST_PRAISE <= _compute_share(sides, weights[members]) <= 1 - _LEAST_PRAISE:
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
        if _compute_share(praise[own] == bool(side), weights[own]) < _CLEAR_SIDE:
            return False
    return True


def _compute_share(hits: NDArray[np.generic], weights: NDArray[np.int64]) -> float:
    return float((hits.astype(np.float64) * weights).sum() / max(weights.sum(), 1))
