"""Minimum spanning tree of the mutual reachability distances of rows, by Prim's algorithm.

The mutual reachability distance of two points is the largest of their distance and their core
distances; a core distance is that to the point's k-th nearest neighbour (Campello 2013). It is what
HDBSCAN builds its hierarchy on. Its own search in k-d trees sees nearly every pair where rows have
a hundred dimensions; matrix products see them all in a quarter of the time.
"""

import numpy as np
from numpy.typing import NDArray

from clustering.neighbours.parallel import map_blocks

_PLAIN_SHARE = np.float32(1e-4)
"""Share of a pair's squared distance that is added to its squared mutual reachability distance.
Many pairs are told apart by nothing else: all those within one point's core distance are equal. By
their distance, the order of rows does not matter."""
_BLOCK = 512


def build_spanning_tree(
    points: NDArray[np.float32], neighbours: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Edges of the tree of (n, p) rows: their two ends and their lengths, each (n - 1,), the
    shortest first.

    `neighbours` is the k of the core distances, below n. Lengths are too long by 1 in 20,000 at
    most, so that equal ones are told apart by the distances of their points, and the last by their
    last bits: whoever sorts them gets one order on every machine. Needs 4 n^2 bytes.
    """
    squares = _compute_squared_distances(points.astype(np.float64))
    cores = _find_core_distances(squares, neighbours)
    sources, ends, reached = _grow_tree(squares, cores)
    order = np.argsort(reached, kind="stable")
    return sources[order], ends[order], _separate(np.sqrt(reached[order].astype(np.float64)))


def _compute_squared_distances(points: NDArray[np.float64]) -> NDArray[np.float32]:
    """(n, n) float32, worked out in double precision; the diagonal is 0."""
    lengths = np.einsum("ij,ij->i", points, points)
    squares = np.empty((len(points), len(points)), dtype=np.float32)

    def fill_block(part: slice) -> None:
        products = points[part] @ points[part.start :].T
        products *= -2.0
        products += lengths[part, None]
        products += lengths[part.start :]
        squares[part, part.start :] = np.maximum(products, 0.0)
        squares[part.start :, part] = squares[part, part.start :].T

    map_blocks(len(points), _BLOCK, fill_block)
    np.fill_diagonal(squares, 0.0)
    return squares


def _find_core_distances(squares: NDArray[np.float32], neighbours: int) -> NDArray[np.float32]:
    """(n,) squared distance of each row to its nearest neighbour but `neighbours` - 1."""
    blocks = map_blocks(
        len(squares),
        _BLOCK,
        lambda part: np.partition(squares[part], neighbours, axis=1)[:, neighbours],
    )
    return np.concatenate(blocks)


def _grow_tree(
    squares: NDArray[np.float32], cores: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Prim's tree from row 0: sources, ends and squared lengths (n - 1,), in the order found."""
    count = len(squares)
    sources = np.zeros(count - 1, dtype=np.int64)
    ends = np.zeros(count - 1, dtype=np.int64)
    reached = np.zeros(count - 1, dtype=np.float32)
    # Of every row outside the tree: its number, its distance to the tree and the row it is nearest.
    outside, core = np.arange(1, count), cores[1:].copy()
    nearest = np.full(count - 1, np.inf, dtype=np.float32)
    source = np.zeros(count - 1, dtype=np.int64)
    current = 0
    for edge in range(count - 1):
        left = count - 1 - edge
        plain = squares[current].take(outside[:left])
        distance = np.maximum(np.maximum(plain, core[:left]), cores[current])
        distance += _PLAIN_SHARE * plain
        closer = distance < nearest[:left]
        np.copyto(nearest[:left], distance, where=closer)
        np.copyto(source[:left], current, where=closer)
        place = int(nearest[:left].argmin())
        current = int(outside[place])
        sources[edge], ends[edge], reached[edge] = source[place], current, nearest[place]
        # Rows stay in order, so that the first of equals wins.
        for held in (outside, core, nearest, source):
            held[place : left - 1] = held[place + 1 : left]
    return sources, ends, reached


def _separate(lengths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ascending lengths, each raised to the next number above the one before where it is not."""
    apart = np.maximum(lengths, np.finfo(np.float64).tiny)
    for place in range(1, len(apart)):
        if apart[place] <= apart[place - 1]:
            apart[place] = np.nextafter(apart[place - 1], np.inf)
    return apart
