"""Groups with their names: what `find_themes` says about each theme."""

import numpy as np
from numpy.typing import NDArray

from clustering.canonical import Points
from clustering.naming import (
    different_quotes,
    languages_heard,
    names_of_themes,
    readable,
    vocabulary_of,
)
from clustering.settings import GroupingSettings
from domain import Group


def described(
    points: Points,
    placed: NDArray[np.float32],
    labels: NDArray[np.int32],
    centroids: NDArray[np.float32],
    floors: NDArray[np.float32],
    settings: GroupingSettings,
) -> tuple[Group, ...]:
    """Name every theme; quotes are row numbers of the asks `find_themes` was given."""
    members = [_most_central(placed, labels, centroids, theme) for theme in range(len(centroids))]
    closeness = [placed[rows] @ centroids[theme] for theme, rows in enumerate(members)]
    languages = languages_heard(points.languages, points.weights.tolist())
    vocabulary = vocabulary_of(points.texts, languages)
    names = names_of_themes(
        [rows.tolist() for rows in members],
        [near.tolist() for near in closeness],
        languages,
        points.texts,
        points.weights.tolist(),
        vocabulary,
        settings.keywords,
    )
    return tuple(
        Group(
            label=names[theme][0].label,
            keywords=names[theme][0].keywords,
            quotes=tuple(
                int(points.rows[rows[i]])
                for i in different_quotes(
                    placed[rows],
                    closeness[theme],
                    settings.quotes,
                    [languages[row] for row in rows],
                    [readable(points.texts[r], languages[r], vocabulary) for r in rows],
                )
            ),
            floor=float(floors[theme]),
            names=names[theme],
        )
        for theme, rows in enumerate(members)
    )


def _most_central(
    placed: NDArray[np.float32],
    labels: NDArray[np.int32],
    centroids: NDArray[np.float32],
    theme: int,
) -> NDArray[np.int64]:
    """Points of a theme, nearest to its centroid first."""
    rows = np.flatnonzero(labels == theme)
    closeness = placed[rows] @ centroids[theme]
    return rows[np.lexsort((rows, -closeness))]
