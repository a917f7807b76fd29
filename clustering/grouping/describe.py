"""Groups with their names: what `find_themes` says about each theme."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.deduplicate import Points
from clustering.grouping.parameters import GroupingSettings
from clustering.labels.assemble import build_theme_names
from clustering.labels.corpus_terms import build_vocabulary, mask_rare_languages
from clustering.labels.representatives import pick_diverse_quotes
from clustering.labels.score import score_readability
from domain.themes import Group

_OTHER_KIND_PENALTY = 0.4
"""Cosine that an ask of another kind than most of its theme stands further away."""


def describe_groups(
    points: Points,
    projected: NDArray[np.float32],
    labels: NDArray[np.int32],
    centroids: NDArray[np.float32],
    floors: NDArray[np.float32],
    settings: GroupingSettings,
    kinds: Sequence[str] | None = None,
) -> tuple[Group, ...]:
    """Name every theme; quotes are row numbers of the asks `find_themes` was given.

    Where the points' `kinds` are given, asks of another kind than most of their theme's stand
    further from its centre: a theme of praise is not called by the one complaint in it.
    """
    fits = [
        _rank_members(
            projected, np.flatnonzero(labels == theme), centroids[theme], points.weights, kinds
        )
        for theme in range(len(centroids))
    ]
    members, closeness = [rows for rows, _ in fits], [near for _, near in fits]
    languages = mask_rare_languages(points.languages, points.weights.tolist())
    vocabulary = build_vocabulary(points.texts, languages)
    names = build_theme_names(
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
                for i in pick_diverse_quotes(
                    projected[rows],
                    closeness[theme],
                    settings.quotes,
                    [languages[row] for row in rows],
                    [score_readability(points.texts[r], languages[r], vocabulary) for r in rows],
                )
            ),
            min_similarity=float(floors[theme]),
            names=names[theme],
        )
        for theme, rows in enumerate(members)
    )


def _rank_members(
    projected: NDArray[np.float32],
    rows: NDArray[np.int64],
    centroid: NDArray[np.float32],
    weights: NDArray[np.int64],
    kinds: Sequence[str] | None,
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Points of a theme, the most telling first, and how telling each is: its cosine to the
    centroid, less where it is of another kind than most."""
    closeness = projected[rows] @ centroid
    if kinds is not None and len(rows):
        said: Counter[str] = Counter()
        for row in rows:
            said[kinds[row]] += int(weights[row])
        commonest = min(said, key=lambda kind: (-said[kind], kind))
        closeness[[kinds[row] != commonest for row in rows]] -= np.float32(_OTHER_KIND_PENALTY)
    order = np.lexsort((rows, -closeness))
    return rows[order], closeness[order]
