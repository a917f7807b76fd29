"""Borders between themes: two themes whose asks are each other's neighbours are one.

Ward's tree weighs distances of centres and sizes; it cannot see that a large theme was cut through
its middle, along a wording. There the nearest neighbours of many asks lie on the other side, which
between themes of different asks they hardly ever do.
"""

from math import log2

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.parallel import map_blocks

_MAX_NEIGHBOURS = 16
_MERGE_THRESHOLD = 0.055
"""Share of the nearest neighbours of two themes' asks that lie in the other one, from which there
is no border between them; trebles as the points grow from 3,000 to 12,000, since more points show
finer differences. Chosen on the demo, the development set and draws from Banking77 and CLINC150."""
_SIZE_PER_NEIGHBOUR = 2
"""An ask is asked for as many neighbours as half its theme has asks, up to `_MAX_NEIGHBOURS`."""
_BLOCK = 2048


def merge_contiguous(points: NDArray[np.float32], labels: NDArray[np.int32]) -> NDArray[np.int32]:
    """For (n, p) unit rows and their themes (n,) int32 >= 0: into which theme each of the k themes
    goes, (k,) int32; itself where its borders hold."""
    sizes = np.bincount(labels) if len(labels) else np.zeros(0, dtype=np.int64)
    # A small theme's sixteenth neighbour lies elsewhere, whatever its borders.
    asked = np.clip(sizes // _SIZE_PER_NEIGHBOUR, 1, _MAX_NEIGHBOURS)
    crossing = _count_crossing_neighbours(points, labels, asked)
    votes = (sizes * asked).astype(np.float64)
    into = np.arange(len(crossing), dtype=np.int32)
    least = compute_merge_threshold(len(points))
    while True:
        share = crossing / np.maximum(votes[:, None] + votes[None, :], 1.0)
        np.fill_diagonal(share, 0.0)
        if not share.size or share.max() < least:
            return into
        one, other = sorted(int(i) for i in np.unravel_index(share.argmax(), share.shape))
        _merge_pair(crossing, votes, one, other)
        into[into == other] = one


def compute_merge_threshold(points: int) -> float:
    """The share of crossing neighbours from which two themes among so many points are one."""
    return _MERGE_THRESHOLD * (1.0 + min(max(log2(max(points, 1) / 3_000), 0.0), 2.0))


def _merge_pair(
    crossing: NDArray[np.float64], votes: NDArray[np.float64], one: int, other: int
) -> None:
    crossing[one] += crossing[other]
    crossing[:, one] += crossing[:, other]
    crossing[other] = crossing[:, other] = 0.0
    votes[one] += votes[other]
    votes[other] = 0.0


def _count_crossing_neighbours(
    points: NDArray[np.float32], labels: NDArray[np.int32], asked: NDArray[np.int64]
) -> NDArray[np.float64]:
    """(k, k) how many nearest neighbours the asks of two themes have in the other, both ways; of
    each ask of a theme as many are asked as `asked` (k,) says."""
    count = np.zeros((len(asked), len(asked)))
    wanted = min(_MAX_NEIGHBOURS, len(points) - 1)
    if wanted < 1:
        return count

    def counted(part: slice) -> NDArray[np.float64]:
        near = points[part] @ points.T
        rows = np.arange(len(near))
        near[rows, part.start + rows] = -2.0  # nobody is a neighbour of itself
        chosen = np.argpartition(near, -wanted, axis=1)[:, -wanted:]
        order = np.argsort(-np.take_along_axis(near, chosen, axis=1), axis=1, kind="stable")
        chosen = np.take_along_axis(chosen, order, axis=1)
        asks = np.arange(wanted)[None, :] < asked[labels[part]][:, None]
        own = np.broadcast_to(labels[part][:, None], chosen.shape)[asks].astype(np.int64)
        pairs = np.bincount(own * len(asked) + labels[chosen][asks], minlength=count.size)
        return pairs.reshape(count.shape).astype(np.float64)

    count += sum(map_blocks(len(points), _BLOCK, counted))
    both: NDArray[np.float64] = count + count.T
    return both
