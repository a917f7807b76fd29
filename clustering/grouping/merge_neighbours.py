"""Merging of contiguous themes: those whose asks are each other's nearest neighbours.

Ward's tree weighs centroids and sizes; it cannot see that a large theme was cut through its middle,
along a wording. There the nearest neighbours of many asks lie across the cut. Between themes of
different asks they hardly ever do.
"""

from math import log2

import numpy as np
from numpy.typing import NDArray

from clustering.neighbours.largest import find_largest
from clustering.neighbours.parallel import map_blocks

_MAX_NEIGHBOURS = 16
_MERGE_THRESHOLD = 0.055
"""Two themes are merged from this share on of their asks' nearest neighbours that lie in the other
one. It trebles as the points grow from 3,000 to 12,000, since more points show finer differences.
Chosen on the demo, the development set and draws from Banking77 and CLINC150."""
_SIZE_PER_NEIGHBOUR = 2
"""Of an ask, as many neighbours count as half its theme has asks, up to `_MAX_NEIGHBOURS`."""
_BLOCK = 2048


def merge_contiguous(points: NDArray[np.float32], labels: NDArray[np.int32]) -> NDArray[np.int32]:
    """For each of k themes the one that it is merged into, (k,) int32; itself where it is not.

    points is (n, p) unit, labels (n,) int32 >= 0. The pair with the largest share of crossing
    neighbours is merged first; shares are then computed anew.
    """
    sizes = np.bincount(labels) if len(labels) else np.zeros(0, dtype=np.int64)
    # The sixteenth neighbour of an ask in a small theme is bound to lie in another one.
    n_neighbours = np.clip(sizes // _SIZE_PER_NEIGHBOUR, 1, _MAX_NEIGHBOURS)
    crossing = _count_crossing_neighbours(points, labels, n_neighbours)
    votes = (sizes * n_neighbours).astype(np.float64)
    into = np.arange(len(crossing), dtype=np.int32)
    threshold = compute_merge_threshold(len(points))
    while True:
        share = crossing / np.maximum(votes[:, None] + votes[None, :], 1.0)
        np.fill_diagonal(share, 0.0)
        if not share.size or share.max() < threshold:
            return into
        first, second = sorted(int(i) for i in np.unravel_index(share.argmax(), share.shape))
        _merge_pair(crossing, votes, first, second)
        into[into == second] = first


def compute_merge_threshold(points: int) -> float:
    """Share of crossing neighbours from which two themes are merged, for this many points."""
    return _MERGE_THRESHOLD * (1.0 + min(max(log2(max(points, 1) / 3_000), 0.0), 2.0))


def _merge_pair(
    crossing: NDArray[np.float64], votes: NDArray[np.float64], first: int, second: int
) -> None:
    crossing[first] += crossing[second]
    crossing[:, first] += crossing[:, second]
    crossing[second] = crossing[:, second] = 0.0
    votes[first] += votes[second]
    votes[second] = 0.0


def _count_crossing_neighbours(
    points: NDArray[np.float32], labels: NDArray[np.int32], n_neighbours: NDArray[np.int64]
) -> NDArray[np.float64]:
    """(k, k) number of nearest neighbours that the asks of two themes have in the other, both ways.

    n_neighbours (k,) says how many neighbours count of each ask of a theme.
    """
    count = np.zeros((len(n_neighbours), len(n_neighbours)))
    wanted = min(_MAX_NEIGHBOURS, len(points) - 1)
    if wanted < 1:
        return count

    def count_crossings(part: slice) -> NDArray[np.float64]:
        cosines = points[part] @ points.T
        rows = np.arange(len(cosines))
        cosines[rows, part.start + rows] = -2.0  # no point is a neighbour of itself
        chosen = find_largest(cosines, wanted)
        order = np.argsort(-np.take_along_axis(cosines, chosen, axis=1), axis=1, kind="stable")
        chosen = np.take_along_axis(chosen, order, axis=1)
        counts = np.arange(wanted)[None, :] < n_neighbours[labels[part]][:, None]
        own = np.broadcast_to(labels[part][:, None], chosen.shape)[counts].astype(np.int64)
        pairs = np.bincount(own * len(n_neighbours) + labels[chosen][counts], minlength=count.size)
        return pairs.reshape(count.shape).astype(np.float64)

    count += sum(map_blocks(len(points), _BLOCK, count_crossings))
    both: NDArray[np.float64] = count + count.T
    return both
