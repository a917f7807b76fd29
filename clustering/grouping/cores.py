"""Cores of themes: leaf clusters of HDBSCAN, joined by Ward's agglomerative clustering.

HDBSCAN (Campello 2013) alone leaves half the asks out and separates what a person would not, but
its clusters are purer than those of anything else tried. Its leaves are taken, since the selection
`eom` can collapse into a few giants. Ward's tree joins them: its heights grow with the size of what
is joined, so it resists giants too.
"""

from math import log2

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.parameters import Granularity
from clustering.neighbours.spanning_tree import build_spanning_tree

_GRANULARITY_FACTORS: dict[Granularity, float] = {"coarse": 1.15, "normal": 1.0, "fine": 0.85}
"""Factor on the distance of `choose_n_clusters`."""
_MERGE_DISTANCE, _DISTANCE_PER_DOUBLING = 0.78, 0.035
"""Least distance between the centroids of two themes of one core each, and by how much it shrinks
when the points double, from 3,000 to 12,000: more points show finer differences."""
_MAX_HEIGHT = 1.6
"""Ward height above which no cores are joined: it would lead to giants."""
_MAX_HDBSCAN_POINTS = 7_000
"""Largest sample given to HDBSCAN: its time grows with the square."""


def find_cores(points: NDArray[np.float32]) -> NDArray[np.int32]:
    """HDBSCAN labels (n,) int32 of (n, p) unit rows, -1 for noise and for rows not sampled."""
    labels = np.full(len(points), -1, dtype=np.int32)
    sampled = stride_sample(len(points), _MAX_HDBSCAN_POINTS)
    labels[sampled] = _run_hdbscan(points[sampled])
    return labels


def join_cores(
    centroids: NDArray[np.float32], points: int, granularity: Granularity
) -> NDArray[np.int32]:
    """Ward clustering of cores: the theme (k,) int32, from 0, of each of (k, p) unit centroids.

    `points` is the number of points that the cores were found among.
    """
    # Imported here: scipy is loaded only by processes that group.
    from scipy.cluster.hierarchy import fcluster, linkage

    if len(centroids) < 2:
        return np.zeros(len(centroids), dtype=np.int32)
    tree = linkage(centroids.astype(np.float64), "ward")
    themes = choose_n_clusters(tree[:, 2], points, granularity)
    joined: NDArray[np.int32] = fcluster(tree, themes, "maxclust").astype(np.int32) - 1
    return joined


def choose_n_clusters(heights: NDArray[np.float64], points: int, granularity: Granularity) -> int:
    """Number of themes, given the (cores - 1,) ascending heights of Ward's tree.

    Ward heights grow with the size of what is joined, so one cut height would split large themes
    and join small ones. Cores are joined while the height stays below a distance times the cube
    root of the cores per theme that are left. (For equal groups it would be the square root, but
    that feeds back on itself and jumps.) The distance is the best over Banking77, CLINC150, the
    development set, the demo, and small draws from them.
    """
    cores = len(heights) + 1
    doublings = min(max(log2(max(points, 1) / 3_000), 0.0), 2.0)
    distance = _MERGE_DISTANCE - _DISTANCE_PER_DOUBLING * doublings
    distance *= _GRANULARITY_FACTORS[granularity]
    themes = cores
    for height in heights:
        if height > min(distance * (cores / themes) ** (1 / 3), _MAX_HEIGHT):
            break
        themes -= 1
    return themes


def stride_sample(total: int, wanted: int) -> NDArray[np.int64]:
    """Systematic sample: (min(total, wanted),) row numbers spread evenly over `total` rows."""
    if total <= wanted:
        return np.arange(total, dtype=np.int64)
    return np.linspace(0, total - 1, wanted).round().astype(np.int64)


def _run_hdbscan(points: NDArray[np.float32]) -> NDArray[np.int32]:
    if len(points) < 4:  # too few for a density: HDBSCAN needs neighbours
        return np.full(len(points), -1, dtype=np.int32)
    min_size = 2 if len(points) < 500 else max(3, min(5, len(points) // 1_800))
    return cluster_tree(*build_spanning_tree(points, min(3, min_size)), min_size)


def cluster_tree(
    sources: NDArray[np.int64],
    ends: NDArray[np.int64],
    lengths: NDArray[np.float64],
    min_size: int,
) -> NDArray[np.int32]:
    """HDBSCAN's leaf clusters of at least `min_size` points: labels (n,), -1 for noise.

    The (n - 1,) edges are those of a spanning tree of mutual reachability distances: HDBSCAN needs
    no more of the points.
    """
    # Imported here: hdbscan and scipy are loaded only by processes that group.
    from hdbscan import HDBSCAN
    from scipy.sparse import csr_matrix

    size = len(lengths) + 1
    both_ways = np.append(sources, ends), np.append(ends, sources)
    # With `min_samples` 1 lengths that are mutual reachability distances stay as they are.
    fitted = HDBSCAN(
        metric="precomputed",
        min_cluster_size=min_size,
        min_samples=1,
        cluster_selection_method="leaf",
    ).fit(csr_matrix((np.tile(lengths, 2), both_ways), shape=(size, size)))
    labels: NDArray[np.int32] = fitted.labels_.astype(np.int32)
    return labels
