"""Asks nearest in meaning to some words."""

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.deduplicate import normalise_rows
from clustering.grouping.projection import Projection, centre_vectors


def search(
    query_vector: NDArray[np.float32],
    vectors: NDArray[np.float32],
    languages: list[str],
    space: Projection,
    language: str,
    limit: int = 20,
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Row numbers and cosines of the `limit` nearest of (n, d) vectors, nearest first.

    Query (d,) in `language` and vectors are centred by their languages' means first; with an
    empty space (nothing grouped yet) the cosine is taken as it comes.
    """
    if not len(vectors):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    asked, known = normalise_rows(query_vector[None, :]), normalise_rows(vectors)
    if space:
        asked, known = (
            centre_vectors(asked, [language], space),
            centre_vectors(known, languages, space),
        )
    scores = (known @ asked[0]).astype(np.float32)
    order = np.lexsort((np.arange(len(scores)), -scores))[:limit]
    return order.astype(np.int64), scores[order]
