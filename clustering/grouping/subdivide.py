"""Themes that people make: parts of a theme, and themes told by examples."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.assignment import calibrated, spread_of
from clustering.grouping.cores import compute_centroids
from clustering.grouping.deduplicate import deduplicate
from clustering.grouping.describe import describe_groups
from clustering.grouping.parameters import GroupingSettings
from clustering.grouping.projection import Projection, project_vectors
from clustering.grouping.threads import limit_to_one_thread
from domain.asks import Ask
from domain.themes import Theme


def split_into_parts(
    asks: Sequence[Ask], vectors: NDArray[np.float32], projection: Projection, parts: int
) -> NDArray[np.int32]:
    """Which part each of n asks goes to, (n,) from 0, the largest first: Ward's tree cut into at
    most `parts`. Identical texts share one part."""
    from scipy.cluster.hierarchy import fcluster, linkage

    points = deduplicate([ask.clean_text for ask in asks], vectors, [ask.language for ask in asks])
    if len(points.texts) < 2:
        return np.zeros(len(asks), dtype=np.int32)
    with limit_to_one_thread():
        projected = project_vectors(points.vectors, points.languages, projection)
        tree = linkage(projected.astype(np.float64), "ward")
    found = fcluster(tree, parts, "maxclust")[points.point_of]
    names, first, sizes = np.unique(found, return_index=True, return_counts=True)
    place = {int(names[n]): rank for rank, n in enumerate(np.lexsort((first, -sizes)))}
    return np.array([place[int(name)] for name in found], dtype=np.int32)


def build_part_themes(
    asks: Sequence[Ask],
    vectors: NDArray[np.float32],
    parts: NDArray[np.int32],
    projection: Projection,
    ids: Sequence[str],
) -> list[Theme]:
    """A theme for each part (n,), numbered from 0, of n asks; `ids` in the parts' order."""
    points = deduplicate([ask.clean_text for ask in asks], vectors, [ask.language for ask in asks])
    with limit_to_one_thread():
        projected = project_vectors(vectors, [ask.language for ask in asks], projection)
        spread = spread_of(projected, parts, compute_centroids(projected, parts))
        drawn = [calibrated(projected[parts == part], spread) for part in range(len(ids))]
        of_point = parts[points.rows]
        for part in range(len(ids)):  # every part is described, even by texts it shares
            of_point[points.point_of[np.flatnonzero(parts == part)[0]]] = part
        groups = describe_groups(
            points,
            project_vectors(points.vectors, points.languages, projection),
            of_point,
            np.vstack([centroid for centroid, _ in drawn]),
            np.array([floor for _, floor in drawn], dtype=np.float32),
            GroupingSettings(),
        )
    return [
        Theme(
            id=theme_id,
            label=group.label,
            keywords=group.keywords,
            quotes=tuple(asks[row].id for row in group.quotes),
            min_similarity=floor,
            centroid=centroid,
            names=group.names,
        )
        for theme_id, group, (centroid, floor) in zip(ids, groups, drawn, strict=True)
    ]
