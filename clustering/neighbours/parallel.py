"""Blocks of rows on several threads, with an outcome that is the same on any number of cores.

Blocks do not depend on each other and come back in order. Inside each, the linear algebra keeps to
one thread (`limit_to_one_thread`), since a sum in another order may end in other last bits.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Result = TypeVar("Result")

_SUM_BLOCK = 8192


def limit_to_one_thread() -> AbstractContextManager[object]:
    """Hold the linear algebra libraries to one thread while the context is open."""
    # Imported here: only processes that group or assign need it.
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # of scikit-learn

    limits: AbstractContextManager[object] = threadpool_limits(1)
    return limits


def map_blocks(rows: int, block: int, work: Callable[[slice], Result]) -> list[Result]:
    """Results of `work` for each slice of at most `block` out of `rows` rows, in order."""
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
    """(count, d) weighted sums of the (n, d) rows of each label, added in the order of the rows.

    labels is (n,) in 0..count - 1, weights (n,); without weights each row counts once.
    """
    # Imported here: scipy is loaded only by processes that group.
    from scipy.sparse import csr_array

    sums = np.zeros((count, rows.shape[1]), dtype=np.float64)
    factors = np.ones(len(rows)) if weights is None else weights.astype(np.float64)
    for start in range(0, len(rows), _SUM_BLOCK):
        part = rows[start : start + _SUM_BLOCK]
        places = labels[start : start + len(part)], np.arange(len(part))
        own = factors[start : start + len(part)]
        sums += csr_array((own, places), shape=(count, len(part))) @ part.astype(np.float64)
    return sums
