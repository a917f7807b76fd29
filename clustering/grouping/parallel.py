"""Long tables a block of rows at a time, on as many threads as there are cores.

Blocks do not depend on each other and come back in order, and inside each the linear algebra keeps
to one thread (see `threads`): the outcome is the same to the last bit on any number of cores.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Found = TypeVar("Found")

_SUM_BLOCK = 8192


def map_blocks(rows: int, block: int, work: Callable[[slice], Found]) -> list[Found]:
    """What `work` makes of each slice of at most `block` out of so many rows, in order."""
    slices = [slice(start, min(start + block, rows)) for start in range(0, rows, block)]
    if len(slices) < 2:
        return [work(part) for part in slices]
    with ThreadPoolExecutor(min(len(slices), os.cpu_count() or 1)) as pool:
        return list(pool.map(work, slices))


def sum_by_label(
    rows: NDArray[np.floating],
    labels: NDArray[np.integer],
    count: int,
    weights: NDArray[np.integer] | None = None,
) -> NDArray[np.float64]:
    """(count, d) sums of the (n, d) rows of each label (n,) in 0..count - 1, each row as often as
    its weight (n,) says, in the order of the rows."""
    from scipy.sparse import csr_array

    sums = np.zeros((count, rows.shape[1]), dtype=np.float64)
    times = np.ones(len(rows)) if weights is None else weights.astype(np.float64)
    for start in range(0, len(rows), _SUM_BLOCK):
        part = rows[start : start + _SUM_BLOCK]
        places = labels[start : start + len(part)], np.arange(len(part))
        told = times[start : start + len(part)]
        sums += csr_array((told, places), shape=(count, len(part))) @ part.astype(np.float64)
    return sums
