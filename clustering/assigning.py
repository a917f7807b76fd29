"""Further asks into known themes, in the space that was frozen when the themes were found."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clustering.refine import nearest, strengths
from clustering.space import Space, into_space
from clustering.threads import one_thread


def assign(
    vectors: NDArray[np.float32],
    languages: Sequence[str],
    clustering_space: Space,
    centroids: NDArray[np.float32],
    floors: NDArray[np.float32],
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Labels (m,) int32, -1 where no theme fits, and strengths (m,) float32, 0 where none fits.

    vectors is (m, d) unit, centroids (k, p) and floors (k,) as `find_themes` gave them, in the
    same order as the labels that come back; some may be left out.
    """
    if not len(vectors) or not len(centroids):
        return np.full(len(vectors), -1, dtype=np.int32), np.zeros(len(vectors), np.float32)
    with one_thread():
        placed = into_space(vectors, languages, clustering_space)
        labels, first, second = nearest(placed, centroids)
    floor = floors[labels].astype(np.float32)
    fits = first >= floor
    strength = np.where(fits, strengths(first, second, floor), 0.0).astype(np.float32)
    return np.where(fits, labels, -1).astype(np.int32), strength
