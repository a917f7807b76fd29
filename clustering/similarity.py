"""Cosine similarities of rows, and of groups of rows."""

import numpy as np
from numpy.typing import NDArray


def normalise_rows(rows: NDArray[np.floating]) -> NDArray[np.float32]:
    """(n, d) rows scaled to length 1 as float32; rows of zeros stay zeros."""
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: NDArray[np.float32] = (rows / np.maximum(length, 1e-12)).astype(np.float32, copy=False)
    return scaled


def compute_pairwise_cosine(
    sums: NDArray[np.float64], sizes: NDArray[np.int_]
) -> NDArray[np.float64]:
    """Mean cosine between two different members of each of k groups, (k,); 0 for groups of one.

    sums is (k, d): the sum of each group's unit rows; sizes (k,) how many rows each has. The
    squared length of the sum is the sum of all cosines, those of a row with itself included.
    """
    squares = (sums**2).sum(axis=1)
    pairwise: NDArray[np.float64] = (squares - sizes) / np.maximum(sizes * (sizes - 1), 1)
    return pairwise
