"""Deduplication: asks with identical normalised texts become one weighted point.

Points are sorted by their text, so that no later step depends on the order of the asks; the end of
`find_themes` maps them back to asks.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clustering.similarity import normalise_rows

_NOT_WORD = re.compile(r"[\W_]+")
_BLOCK = 8192


@dataclass(frozen=True, slots=True)
class Points:
    """n asks deduplicated to p points, sorted by normalised text."""

    texts: tuple[str, ...]
    """Text of each point: the first of its spellings in sorted order."""
    languages: tuple[str, ...]
    """Language of that spelling, an ISO 639-1 code."""
    vectors: NDArray[np.float32]
    """(p, d) unit rows: the normalised mean of the asks' vectors."""
    weights: NDArray[np.int64]
    """(p,) number of asks of each point."""
    rows: NDArray[np.int64]
    """(p,) row number of the ask whose text is the point's."""
    point_of: NDArray[np.int64]
    """(n,) point of each ask."""


def normalise_text(text: str) -> str:
    """Text to compare by: NFKC, case folded, punctuation dropped, one space between words.

    A text of nothing but punctuation keeps it, so that "???" and "!!!" stay different.
    """
    folded = (text if text.isascii() else unicodedata.normalize("NFKC", text)).casefold()
    return _NOT_WORD.sub(" ", folded).strip() or folded.strip()


def deduplicate(
    texts: Sequence[str], vectors: NDArray[np.float32], languages: Sequence[str]
) -> Points:
    """Points of n asks, one for each normalised text; vectors is (n, d) float32."""
    keys = [normalise_text(text) for text in texts]
    # Equal texts are sorted by their vectors: those of two batches may differ in the last bits,
    # and a mean must not depend on which came first.
    sent = Counter(zip(keys, texts, languages, strict=True))

    def build_sort_key(row: int) -> tuple[tuple[str, str, str], bytes]:
        ask = keys[row], texts[row], languages[row]
        return ask, vectors[row].tobytes() if sent[ask] > 1 else b""

    order = sorted(range(len(texts)), key=build_sort_key)
    starts = [
        place for place, row in enumerate(order) if not place or keys[row] != keys[order[place - 1]]
    ]
    firsts = [order[place] for place in starts]
    counts = np.diff(starts, append=len(order))
    point_of = np.empty(len(texts), dtype=np.int64)
    point_of[order] = np.repeat(np.arange(len(firsts)), counts)
    return Points(
        texts=tuple(texts[row] for row in firsts),
        languages=tuple(languages[row] for row in firsts),
        vectors=_average_runs(vectors, np.asarray(order), np.append(starts, len(order))),
        weights=counts.astype(np.int64),
        rows=np.asarray(firsts, dtype=np.int64),
        point_of=point_of,
    )


def _average_runs(
    vectors: NDArray[np.float32], order: NDArray[np.int64], bounds: NDArray[np.int64]
) -> NDArray[np.float32]:
    """(p, d) normalised means of runs of the (n, d) rows taken in `order`; the i-th run begins at
    bounds[i] and ends before bounds[i + 1]."""
    means = np.empty((len(bounds) - 1, vectors.shape[1]), dtype=np.float32)
    for start in range(0, len(means), _BLOCK):
        own = bounds[start : start + _BLOCK + 1]
        rows = vectors[order[own[0] : own[-1]]].astype(np.float64)
        means[start : start + _BLOCK] = normalise_rows(np.add.reduceat(rows, own[:-1] - own[0]))
    return means
