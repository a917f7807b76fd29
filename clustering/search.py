"""Semantic search: the asks nearest in meaning to a query."""

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.projection import Projection, centre_vectors
from clustering.similarity import normalise_rows


def search(
    query_vector: NDArray[np.float32],
    vectors: NDArray[np.float32],
    languages: list[str],
    space: Projection,
    language: str,
    limit: int = 20,
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Nearest (n, d) vectors: row numbers and cosines of at most `limit`, nearest first.

    The query (d,) in `language` and the vectors in `languages` (n,) are centred by language first;
    with an empty space (nothing is grouped yet) cosines are of the vectors as they are.
    """
    if not len(vectors):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    query, rows = normalise_rows(query_vector[None, :]), normalise_rows(vectors)
    if space:
        query = centre_vectors(query, [language], space)
        rows = centre_vectors(rows, languages, space)
    scores = (rows @ query[0]).astype(np.float32)
    order = np.lexsort((np.arange(len(scores)), -scores))[:limit]
    return order.astype(np.int64), scores[order]
