"""Borders between themes: two themes whose asks are each other's neighbours are one.

Ward's tree weighs distances of centres and sizes; it cannot see that a large theme was cut through
its middle, along a wording. There the nearest neighbours of many asks lie on the other side, which
between themes of different asks they hardly ever do.
"""

from math import log2

import numpy as np
from numpy.typing import NDArray

_NEIGHBOURS = 10
_OPEN = 0.065
"""Share of the nearest neighbours of two themes' asks that lie in the other one, from which there
is no border between them; doubles as the points grow from 3,000 to 12,000, since more points show
finer differences. Chosen on the demo, the development set and draws from Banking77 and CLINC150."""
_BLOCK = 2048


def open_borders(points: NDArray[np.float32], labels: NDArray[np.int32]) -> NDArray[np.int32]:
    """For (n, p) unit rows and their themes (n,) int32 >= 0: into which theme each of the k themes
    goes, (k,) int32; itself where its borders hold."""
    crossing = _crossing(points, labels)
    sizes = np.bincount(labels, minlength=len(crossing)).astype(np.float64)
    into = np.arange(len(crossing), dtype=np.int32)
    least = open_from(len(points))
    while True:
        share = crossing / (_NEIGHBOURS * np.maximum(sizes[:, None] + sizes[None, :], 1.0))
        np.fill_diagonal(share, 0.0)
        if not share.size or share.max() < least:
            return into
        one, other = sorted(int(i) for i in np.unravel_index(share.argmax(), share.shape))
        _join(crossing, sizes, one, other)
        into[into == other] = one


def open_from(points: int) -> float:
    """The share of crossing neighbours from which two themes among so many points are one."""
    return _OPEN * (1.0 + min(max(log2(max(points, 1) / 3_000), 0.0), 2.0) / 2.0)


def _join(crossing: NDArray[np.float64], sizes: NDArray[np.float64], one: int, other: int) -> None:
    crossing[one] += crossing[other]
    crossing[:, one] += crossing[:, other]
    crossing[other] = crossing[:, other] = 0.0
    sizes[one] += sizes[other]
    sizes[other] = 0.0


def _crossing(points: NDArray[np.float32], labels: NDArray[np.int32]) -> NDArray[np.float64]:
    """(k, k) how many nearest neighbours the asks of two themes have in the other, both ways."""
    themes = int(labels.max(initial=-1)) + 1
    count = np.zeros((themes, themes))
    wanted = min(_NEIGHBOURS, len(points) - 1)
    if wanted < 1:
        return count
    for start in range(0, len(points), _BLOCK):
        near = points[start : start + _BLOCK] @ points.T
        rows = np.arange(len(near))
        near[rows, start + rows] = -2.0  # nobody is a neighbour of itself
        chosen = np.argpartition(near, -wanted, axis=1)[:, -wanted:]
        own = np.repeat(labels[start : start + _BLOCK], wanted)
        np.add.at(count, (own, labels[chosen].ravel()), 1.0)
    both: NDArray[np.float64] = count + count.T
    return both
