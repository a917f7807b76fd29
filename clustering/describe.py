"""Groups with their names: what `find_themes` says about each theme."""

import numpy as np
from numpy.typing import NDArray

from clustering.canonical import Points
from clustering.naming import Candidate, different_quotes, keywords_of_themes, labels_of_themes
from clustering.settings import GroupingSettings
from domain import Group

_CANDIDATES = 60
"""Most central asks that may give a theme its label."""


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
    keywords = keywords_of_themes(
        [rows.tolist() for rows in members], points.texts, points.languages, settings.keywords
    )
    closeness = [placed[rows] @ centroids[theme] for theme, rows in enumerate(members)]
    names = labels_of_themes(
        [_candidates(points, rows, near) for rows, near in zip(members, closeness, strict=True)],
        keywords,
        [_main_language(points, rows) for rows in members],
    )
    return tuple(
        Group(
            label=names[theme],
            keywords=keywords[theme],
            quotes=tuple(
                int(points.rows[rows[i]])
                for i in different_quotes(placed[rows], closeness[theme], settings.quotes)
            ),
            floor=float(floors[theme]),
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


def _candidates(
    points: Points, rows: NDArray[np.int64], closeness: NDArray[np.float32]
) -> list[Candidate]:
    """The most central asks, in each language that is spoken in the theme."""
    told: dict[str, list[Candidate]] = {}
    for row, near in zip(rows, closeness, strict=True):
        language = points.languages[row]
        heard = told.setdefault(language, [])
        if len(heard) < _CANDIDATES:
            heard.append(Candidate(points.texts[row], language, float(near)))
    return [candidate for language in sorted(told) for candidate in told[language]]


def _main_language(points: Points, rows: NDArray[np.int64]) -> str:
    """The language most of the theme's asks are in; ties go to the first in the alphabet."""
    spoken: dict[str, int] = {}
    for row in rows:
        language = points.languages[row]
        spoken[language] = spoken.get(language, 0) + int(points.weights[row])
    return min(spoken, key=lambda language: (-spoken[language], language))
