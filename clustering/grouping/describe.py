"""Descriptions of groups: labels, keywords and quotes."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.deduplicate import Points
from clustering.labels.assemble import build_theme_names
from clustering.labels.corpus_terms import Vocabulary, build_vocabulary, mask_rare_languages
from clustering.labels.representatives import pick_diverse_quotes
from clustering.labels.score import score_readability
from domain.themes import Group

_OTHER_KIND_PENALTY = 0.4
"""Taken off the cosine of an ask whose kind is not the commonest of its theme."""
_N_KEYWORDS = 5
_N_QUOTES = 3


def describe_groups(
    points: Points,
    projected: NDArray[np.float32],
    labels: NDArray[np.int32],
    centroids: NDArray[np.float32],
    min_similarities: NDArray[np.float32],
    kinds: Sequence[str] | None = None,
) -> tuple[Group, ...]:
    """Describe each of k groups; quotes are row numbers of the asks that `points` was made from.

    projected is (p, q) unit, labels (p,) in -1..k - 1, centroids (k, q), min_similarities (k,).
    Where the points' `kinds` (p,) are given, asks of the group's commonest kind come first: a theme
    of praise is not named after the one complaint in it.
    """
    ranked = [
        _rank_members(
            projected, np.flatnonzero(labels == theme), centroids[theme], points.weights, kinds
        )
        for theme in range(len(centroids))
    ]
    members, scores = [rows for rows, _ in ranked], [own for _, own in ranked]
    languages = mask_rare_languages(points.languages, points.weights.tolist())
    vocabulary = build_vocabulary(points.texts, languages)
    names = build_theme_names(
        [rows.tolist() for rows in members],
        [own.tolist() for own in scores],
        languages,
        points.texts,
        points.weights.tolist(),
        vocabulary,
        _N_KEYWORDS,
    )
    return tuple(
        Group(
            label=names[theme][0].label,
            keywords=names[theme][0].keywords,
            quotes=tuple(
                int(points.rows[rows[i]])
                for i in pick_diverse_quotes(
                    projected[rows],
                    scores[theme],
                    _N_QUOTES,
                    [languages[row] for row in rows],
                    _build_reading(points.texts, languages, rows, vocabulary),
                )
            ),
            min_similarity=float(min_similarities[theme]),
            names=names[theme],
        )
        for theme, rows in enumerate(members)
    )


def _build_reading(
    texts: Sequence[str], languages: Sequence[str], rows: NDArray[np.int64], vocabulary: Vocabulary
) -> Callable[[int], float]:
    """How well the i-th of these rows reads; asked of those that may be quoted alone."""
    return lambda i: score_readability(texts[rows[i]], languages[rows[i]], vocabulary)


def _rank_members(
    projected: NDArray[np.float32],
    rows: NDArray[np.int64],
    centroid: NDArray[np.float32],
    weights: NDArray[np.int64],
    kinds: Sequence[str] | None,
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Points of a group, the most representative first, and their scores: the cosine to the
    centroid, less a penalty where the kind is not the commonest."""
    scores = projected[rows] @ centroid
    if kinds is not None and len(rows):
        counts: Counter[str] = Counter()
        for row in rows:
            counts[kinds[row]] += int(weights[row])
        commonest = min(counts, key=lambda kind: (-counts[kind], kind))
        scores[[kinds[row] != commonest for row in rows]] -= np.float32(_OTHER_KIND_PENALTY)
    order = np.lexsort((rows, -scores))
    return rows[order], scores[order]
