"""Batches of texts of like length in tokens."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

MAX_BATCH_TOKENS = 3072
"""Tokens in a batch, padding included: fastest of 384 to 8,192, for what flows between two layers
then stays in a core's cache."""


def split_into_batches(lengths: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Places of (n,) texts, longest first, in batches of at most `MAX_BATCH_TOKENS` tokens when
    each is padded to the batch's longest; a longer text is a batch by itself.

    lengths: tokens of each text.
    """
    order = np.argsort(-lengths, kind="stable")
    start = 0
    while start < len(order):
        longest = max(int(lengths[order[start]]), 1)
        end = start + max(1, MAX_BATCH_TOKENS // longest)
        yield order[start:end]
        start = end
