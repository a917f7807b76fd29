"""Quotes: asks near a theme's centroid that differ, read well, and are in its languages."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

_CENTRALITY = 0.45
"""Weight of being central against being different (lambda of Carbonell and Goldstein 1998)."""
_MAX_PER_LANGUAGE = 40
"""Most central asks of each language that are considered."""
_MIN_LANGUAGE_SHARE = 0.1
"""Share of the theme's asks from which a language is due a quote."""
_NEW_LANGUAGE_BONUS = 0.3
"""Bonus of the first quote in a language."""


def pick_diverse_quotes(
    vectors: NDArray[np.float32],
    closeness: NDArray[np.float32],
    wanted: int,
    languages: Sequence[str] = (),
    read: Callable[[int], float] = lambda _: 1.0,
) -> list[int]:
    """Positions of up to `wanted` rows by maximal marginal relevance (Carbonell and Goldstein
    1998), the most central first.

    vectors is (m, p) unit rows of distinct texts, closeness (m,) their cosine to the centroid,
    languages m codes (none given: all the same). `read` says how well the row at a position reads,
    in 0..1, 1 reads best.
    """
    spoken = list(languages) or [""] * len(closeness)
    often = _find_spoken_languages(spoken)
    pool = _pick_most_central(spoken, closeness)
    reads = {i: read(i) for i in pool}
    chosen: list[int] = []
    while pool and len(chosen) < wanted:
        covered = {spoken[i] for i in chosen}
        best = max(
            pool,
            key=lambda i: (
                _compute_marginal_relevance(i, chosen, vectors, closeness)
                + 0.3 * reads[i]
                + _NEW_LANGUAGE_BONUS * (spoken[i] not in covered and spoken[i] in often),
                -i,
            ),
        )
        chosen.append(best)
        pool.remove(best)
    return sorted(chosen, key=lambda i: (-closeness[i], i))


def _pick_most_central(languages: Sequence[str], closeness: NDArray[np.float32]) -> list[int]:
    held: Counter[str] = Counter()
    pool: list[int] = []
    for i in np.lexsort((np.arange(len(closeness)), -closeness)):
        held[languages[i]] += 1
        if held[languages[i]] <= _MAX_PER_LANGUAGE:
            pool.append(int(i))
    return pool


def _find_spoken_languages(languages: Sequence[str]) -> frozenset[str]:
    count = Counter(languages)
    return frozenset(
        language for language, asks in count.items() if asks >= _MIN_LANGUAGE_SHARE * len(languages)
    )


def _compute_marginal_relevance(
    row: int, chosen: list[int], vectors: NDArray[np.float32], closeness: NDArray[np.float32]
) -> float:
    repeated = float((vectors[chosen] @ vectors[row]).max()) if chosen else 0.0
    return _CENTRALITY * float(closeness[row]) - (1 - _CENTRALITY) * repeated
