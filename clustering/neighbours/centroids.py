"""Centroids of labelled rows, the nearest centroid of each row, and k-means of the two."""

import numpy as np
from numpy.typing import NDArray

from clustering.neighbours.parallel import map_blocks, sum_by_label
from clustering.similarity import normalise_rows

Labels = NDArray[np.int32]
Floats = NDArray[np.float32]

_BLOCK = 2048
_ROUNDING = np.float32(1e-5)
"""More than the rounding error of a cosine and of a distance between centroids."""


def compute_centroids(points: Floats, labels: Labels) -> Floats:
    """Unit centroids (k, p) of the k labels that occur, in the labels' order; -1 is left out."""
    used, place = np.unique(labels[labels >= 0], return_inverse=True)
    return normalise_rows(sum_by_label(points[labels >= 0], place, len(used)))


def find_nearest(points: Floats, centroids: Floats) -> tuple[Labels, Floats, Floats]:
    """Nearest centroid of each of (n, p) points: labels (n,), cosines (n,), second cosines (n,).

    The second cosine is that of the next nearest centroid. Without centroids labels are -1 and
    cosines 0; with one centroid the second cosine is 0.
    """
    labels = np.full(len(points), -1, dtype=np.int32)
    first = np.zeros(len(points), dtype=np.float32)
    second = np.zeros(len(points), dtype=np.float32)

    def fill_block(block: slice) -> None:
        cosines = points[block] @ centroids.T
        chosen, rows = cosines.argmax(axis=1), np.arange(len(cosines))
        labels[block], first[block] = chosen, cosines[rows, chosen]
        if len(centroids) > 1:
            cosines[rows, chosen] = -2.0  # under any cosine
            second[block] = cosines.max(axis=1)

    map_blocks(len(points) if len(centroids) else 0, _BLOCK, fill_block)
    return labels, first, second


def run_kmeans(points: Floats, labels: Labels, rounds: int) -> Labels:
    """Spherical k-means of (n, p) unit points from labels (n,), -1 for none: labels (n,) from 0.

    A cosine to a centroid changes by no more than the centroid moves. So a point whose two nearest
    centroids were further apart than they and the others can have come closer since is not looked
    at again (Hamerly 2010): the outcome is that of looking at all.
    """
    centroids = compute_centroids(points, labels)
    labels, first, second = find_nearest(points, centroids)
    for _ in range(rounds - 1):
        before, centroids = centroids, compute_centroids(points, labels)
        if len(before) != len(centroids):
            labels, first, second = find_nearest(points, centroids)
            continue
        moved = np.linalg.norm(centroids - before, axis=1)
        if not moved.any():
            break
        first -= moved[labels]
        second += moved.max()
        near = np.flatnonzero(first - second < _ROUNDING)
        labels[near], first[near], second[near] = find_nearest(points[near], centroids)
    return labels
