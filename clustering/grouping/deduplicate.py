"""Deduplication: asks with identical normalised texts become one weighted point.

Points are sorted by their text, so that no later step depends on the order of the asks; the end of
`find_themes` maps them back to asks.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.parallel import sum_by_label
from clustering.similarity import normalise_rows

_NOT_WORD = re.compile(r"[\W_]+")


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
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _NOT_WORD.sub(" ", folded).strip() or folded.strip()


def deduplicate(
    texts: Sequence[str], vectors: NDArray[np.float32], languages: Sequence[str]
) -> Points:
    """Points of n asks, one for each normalised text; vectors is (n, d) float32."""
    keys = [normalise_text(text) for text in texts]
    # Equal texts are sorted by their vectors: those of two batches may differ in the last bits,
    # and a mean must not depend on which came first.
    order = sorted(
        range(len(texts)), key=lambda i: (keys[i], texts[i], languages[i], vectors[i].tobytes())
    )
    firsts: list[int] = []
    point_of = np.empty(len(texts), dtype=np.int64)
    for place, row in enumerate(order):
        if place == 0 or keys[row] != keys[order[place - 1]]:
            firsts.append(row)
        point_of[row] = len(firsts) - 1
    sums = sum_by_label(vectors[order], point_of[order], len(firsts))
    return Points(
        texts=tuple(texts[row] for row in firsts),
        languages=tuple(languages[row] for row in firsts),
        vectors=normalise_rows(sums),
        weights=np.bincount(point_of, minlength=len(firsts)).astype(np.int64),
        rows=np.asarray(firsts, dtype=np.int64),
        point_of=point_of,
    )
