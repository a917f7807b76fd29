"""The dense hearts of themes: HDBSCAN finds them, Ward's tree joins those that are one theme.

HDBSCAN (Campello 2013) alone leaves half the asks out and tells apart what a person would not;
but what it does place is purer than anything else tried. Its leaf clusters are taken, since
`eom` can collapse into a few giants, and joined along Ward's tree, whose heights grow with the
size of what is joined and so resist giants too.
"""

from math import log2

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.deduplicate import normalise_rows
from clustering.grouping.parallel import sum_by_label
from clustering.grouping.parameters import Granularity

_GRANULARITY_FACTORS: dict[Granularity, float] = {"coarse": 1.15, "normal": 1.0, "fine": 0.85}
"""What the distance of `choose_n_clusters` is multiplied with."""
_MERGE_DISTANCE, _DISTANCE_PER_DOUBLING = 0.78, 0.035
"""How far apart the centres of two themes of one core each lie, at least, and how much nearer they
may lie when the points double, from 3,000 to 12,000: more points show finer differences."""
_MAX_HEIGHT = 1.6
"""No joining above this height, however large themes are: the way to giants."""
_MAX_HDBSCAN_POINTS = 7_000
"""Points HDBSCAN sees: its time grows with the square."""


def find_cores(points: NDArray[np.float32]) -> NDArray[np.int32]:
    """Labels (n,) int32 of the cores among (n, p) unit rows, -1 where no core holds the point."""
    labels = np.full(len(points), -1, dtype=np.int32)
    seen = stride_sample(len(points), _MAX_HDBSCAN_POINTS)
    labels[seen] = _run_hdbscan(points[seen])
    return labels


def join_cores(
    centroids: NDArray[np.float32], points: int, detail: Granularity
) -> NDArray[np.int32]:
    """For (k, p) unit centroids of cores, which theme each belongs to: (k,) int32 from 0.

    `points` is how many points the cores were found among.
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    if len(centroids) < 2:
        return np.zeros(len(centroids), dtype=np.int32)
    tree = linkage(centroids.astype(np.float64), "ward")
    themes = choose_n_clusters(tree[:, 2], points, detail)
    joined: NDArray[np.int32] = fcluster(tree, themes, "maxclust").astype(np.int32) - 1
    return joined


def choose_n_clusters(heights: NDArray[np.float64], points: int, detail: Granularity) -> int:
    """How many themes the cores make, given the (cores - 1,) ascending heights of Ward's tree.

    Ward heights grow with the size of what is joined, so one height for all data would tell large
    themes apart and join small ones. Cores are joined while the height stays below a distance
    times the cube root of the cores per theme that the joining leaves. (For equal groups it would
    be the square root, but that feeds back on itself and jumps.) The distance is the best over
    Banking77, CLINC150, the development set, the demo, and small draws from them.
    """
    cores = len(heights) + 1
    denser = min(max(log2(max(points, 1) / 3_000), 0.0), 2.0)
    distance = (_MERGE_DISTANCE - _DISTANCE_PER_DOUBLING * denser) * _GRANULARITY_FACTORS[detail]
    themes = cores
    for height in heights:
        if height > min(distance * (cores / themes) ** (1 / 3), _MAX_HEIGHT):
            break
        themes -= 1
    return themes


def stride_sample(total: int, wanted: int) -> NDArray[np.int64]:
    """Row numbers (min(total, wanted),) spread evenly over `total` rows."""
    if total <= wanted:
        return np.arange(total, dtype=np.int64)
    return np.linspace(0, total - 1, wanted).round().astype(np.int64)


def compute_centroids(
    points: NDArray[np.float32], labels: NDArray[np.int32]
) -> NDArray[np.float32]:
    """(k, p) unit means of the k labels that occur, in the labels' order; -1 is left out."""
    used, place = np.unique(labels[labels >= 0], return_inverse=True)
    return normalise_rows(sum_by_label(points[labels >= 0], place, len(used)))


def _run_hdbscan(points: NDArray[np.float32]) -> NDArray[np.int32]:
    if len(points) < 4:  # too few for a density: HDBSCAN needs neighbours
        return np.full(len(points), -1, dtype=np.int32)
    from hdbscan import HDBSCAN

    least = 2 if len(points) < 500 else max(3, min(5, len(points) // 1_800))
    found = HDBSCAN(
        min_cluster_size=least,
        min_samples=min(3, least),
        cluster_selection_method="leaf",
        core_dist_n_jobs=1,
    ).fit(points.astype(np.float64))
    labels: NDArray[np.int32] = found.labels_.astype(np.int32)
    return labels
