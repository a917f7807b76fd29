"""Quotes: asks near the heart of a theme that differ from each other."""

import numpy as np
from numpy.typing import NDArray

_CENTRALITY = 0.45
"""Weight of being central against being different (lambda of Carbonell and Goldstein 1998)."""
_AMONG = 40
"""Only this many most central asks are considered."""


def different_quotes(
    vectors: NDArray[np.float32], closeness: NDArray[np.float32], wanted: int
) -> list[int]:
    """Positions of up to `wanted` rows by maximal marginal relevance, most central first.

    vectors is (m, p) unit rows of distinct texts, closeness (m,) their cosine to the centroid.
    """
    pool = [int(i) for i in np.lexsort((np.arange(len(closeness)), -closeness))[:_AMONG]]
    chosen: list[int] = []
    while pool and len(chosen) < wanted:
        best = max(pool, key=lambda i: (_relevance(i, chosen, vectors, closeness), -i))
        chosen.append(best)
        pool.remove(best)
    return sorted(chosen, key=lambda i: (-closeness[i], i))


def _relevance(
    row: int, chosen: list[int], vectors: NDArray[np.float32], closeness: NDArray[np.float32]
) -> float:
    repeated = float((vectors[chosen] @ vectors[row]).max()) if chosen else 0.0
    return _CENTRALITY * float(closeness[row]) - (1 - _CENTRALITY) * repeated
