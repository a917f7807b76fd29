"""Themes that people make: parts of a theme, and themes declared by examples."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.assignment import fit_cosine_stats, fit_threshold
from clustering.grouping.deduplicate import deduplicate
from clustering.grouping.describe import describe_groups
from clustering.grouping.projection import Projection, project_vectors
from clustering.neighbours.centroids import compute_centroids
from clustering.neighbours.parallel import limit_to_one_thread
from domain.asks import Ask
from domain.themes import Theme


def split_into_parts(
    asks: Sequence[Ask], vectors: NDArray[np.float32], projection: Projection, parts: int
) -> NDArray[np.int32]:
    """Ward clustering of n asks into at most `parts` parts: labels (n,) from 0, largest part first.

    vectors is (n, d) unit, not projected. Identical texts share a part.
    """
    # Imported here: scipy is loaded only by processes that group.
    from scipy.cluster.hierarchy import fcluster, linkage

    points = deduplicate([ask.clean_text for ask in asks], vectors, [ask.language for ask in asks])
    if len(points.texts) < 2:
        return np.zeros(len(asks), dtype=np.int32)
    with limit_to_one_thread():
        projected = project_vectors(points.vectors, points.languages, projection)
        tree = linkage(projected.astype(np.float64), "ward")
    clusters = fcluster(tree, parts, "maxclust")[points.point_of]
    names, first, sizes = np.unique(clusters, return_index=True, return_counts=True)
    place = {int(names[n]): rank for rank, n in enumerate(np.lexsort((first, -sizes)))}
    return np.array([place[int(name)] for name in clusters], dtype=np.int32)


def build_part_themes(
    asks: Sequence[Ask],
    vectors: NDArray[np.float32],
    parts: NDArray[np.int32],
    projection: Projection,
    ids: Sequence[str],
) -> list[Theme]:
    """A theme for each part of n asks: centroid, `min_similarity`, label, keywords and quotes.

    vectors is (n, d) unit, not projected; parts (n,) numbers from 0, every part with an ask; `ids`
    are the themes' ids in the order of the parts.
    """
    points = deduplicate([ask.clean_text for ask in asks], vectors, [ask.language for ask in asks])
    with limit_to_one_thread():
        projected = project_vectors(vectors, [ask.language for ask in asks], projection)
        stats = fit_cosine_stats(projected, parts, compute_centroids(projected, parts))
        fitted = [fit_threshold(projected[parts == part], stats) for part in range(len(ids))]
        labels = parts[points.rows]
        for part in range(len(ids)):  # every part gets a description, if only by texts it shares
            labels[points.point_of[np.flatnonzero(parts == part)[0]]] = part
        groups = describe_groups(
            points,
            project_vectors(points.vectors, points.languages, projection),
            labels,
            np.vstack([centroid for centroid, _ in fitted]),
            np.array([min_similarity for _, min_similarity in fitted], dtype=np.float32),
        )
    return [
        Theme(
            id=theme_id,
            label=group.label,
            keywords=group.keywords,
            quotes=tuple(asks[row].id for row in group.quotes),
            min_similarity=min_similarity,
            centroid=centroid,
            names=group.names,
        )
        for theme_id, group, (centroid, min_similarity) in zip(ids, groups, fitted, strict=True)
    ]
