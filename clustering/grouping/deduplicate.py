"""Asks as points: identical texts become one weighted point, in an order of their own.

The outcome of a grouping may not depend on the order its rows came in, so everything after this
file works on points sorted by their text, and only the end of `find_themes` maps back.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.parallel import sum_by_label

_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Points:
    """n asks collapsed to p distinct points, sorted by normalised text."""

    texts: tuple[str, ...]
    """One text a point: the first of its spellings in sorted order."""
    languages: tuple[str, ...]
    """Language of that spelling."""
    vectors: NDArray[np.float32]
    """(p, d) float32, unit rows: the mean over the point's asks."""
    weights: NDArray[np.int64]
    """(p,) how many asks the point stands for."""
    rows: NDArray[np.int64]
    """(p,) row number of the ask whose text stands for the point."""
    point_of: NDArray[np.int64]
    """(n,) the point every ask went to."""


def normalise_text(text: str) -> str:
    """Text as it counts for being "identical": NFKC, case folded, punctuation and spacing gone.

    A text of nothing but signs keeps its signs, so that "???" and "!!!" stay apart.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _NOT_WORD.sub(" ", folded).strip() or folded.strip()


def deduplicate(
    texts: Sequence[str], vectors: NDArray[np.float32], languages: Sequence[str]
) -> Points:
    """Gather asks with the same normalised text; vectors is (n, d) float32."""
    keys = [normalise_text(text) for text in texts]
    # The vector settles ties between equal texts: the same text in two batches may differ in
    # its last bits, and a mean must not depend on which came first.
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


def normalise_rows(rows: NDArray[np.floating]) -> NDArray[np.float32]:
    """(n, d) rows scaled to length 1 as float32; rows of zeros stay zeros."""
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    scaled: NDArray[np.float32] = (rows / np.maximum(length, 1e-12)).astype(np.float32)
    return scaled
