"""The dense hearts of themes: HDBSCAN finds them, Ward's tree joins those that are one theme.

HDBSCAN (Campello 2013) alone leaves half the asks out and tells apart what a person would not;
but what it does place is purer than anything else tried. Its leaf clusters are taken, since
`eom` can collapse into a few giants, and joined along Ward's tree, whose heights grow with the
size of what is joined and so resist giants too.
"""

from math import log2, sqrt

import numpy as np
from numpy.typing import NDArray

from clustering.canonical import unit
from clustering.settings import Detail

_DETAIL: dict[Detail, float] = {"coarse": 1.3, "normal": 1.0, "fine": 0.75}
"""What the height of `height_for` is multiplied with."""
_HDBSCAN_UP_TO = 9_000
"""Points HDBSCAN sees: its time grows with the square."""


def find_cores(points: NDArray[np.float32]) -> NDArray[np.int32]:
    """Labels (n,) int32 of the cores among (n, p) unit rows, -1 where no core holds the point."""
    labels = np.full(len(points), -1, dtype=np.int32)
    seen = evenly(len(points), _HDBSCAN_UP_TO)
    labels[seen] = _dense(points[seen])
    return labels


def join_cores(centroids: NDArray[np.float32], points: int, detail: Detail) -> NDArray[np.int32]:
    """For (k, p) unit centroids of cores, which theme each belongs to: (k,) int32 from 0.

    `points` is how many points the cores were found among.
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    if len(centroids) < 2:
        return np.zeros(len(centroids), dtype=np.int32)
    tree = linkage(centroids.astype(np.float64), "ward")
    height = height_for(points, len(centroids)) * _DETAIL[detail]
    joined: NDArray[np.int32] = fcluster(tree, height, "distance").astype(np.int32) - 1
    return joined


def height_for(points: int, cores: int) -> float:
    """Ward height up to which cores are one theme: 1.4 for 30 points, 1.0 for 3,000.

    Two lone cores join at a cosine of 1 - height^2 / 2. The line goes through the best heights for
    30 to 3,000 asks drawn from Banking77, CLINC150 and our ru/uk/en training asks: few points are
    drawn together less, so their themes lie wider. Heights of what holds many cores grow with
    the root of their number, so with many of them the second bound rules (1.2 for 600 cores, near
    the best on both sets whole).
    """
    return max(1.4 - 0.055 * (log2(max(points, 30)) - log2(30)), 0.048 * sqrt(cores))


def evenly(total: int, wanted: int) -> NDArray[np.int64]:
    """Row numbers (min(total, wanted),) spread evenly over `total` rows."""
    if total <= wanted:
        return np.arange(total, dtype=np.int64)
    return np.linspace(0, total - 1, wanted).round().astype(np.int64)


def centroids_of(points: NDArray[np.float32], labels: NDArray[np.int32]) -> NDArray[np.float32]:
    """(k, p) unit means of the k labels that occur, in the labels' order; -1 is left out."""
    used, place = np.unique(labels[labels >= 0], return_inverse=True)
    sums = np.zeros((len(used), points.shape[1]), dtype=np.float64)
    np.add.at(sums, place, points[labels >= 0])
    return unit(sums)


def _dense(points: NDArray[np.float32]) -> NDArray[np.int32]:
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
