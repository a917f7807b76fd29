"""Parts of a theme: sub-themes, themes that people split off, and themes declared by examples."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.assignment import fit_cosine_stats, fit_threshold
from clustering.grouping.deduplicate import deduplicate
from clustering.grouping.describe import describe_groups
from clustering.grouping.projection import Projection, centre_vectors, project_vectors
from clustering.labels.candidates import MAX_LABEL_CHARS, extract_phrases
from clustering.labels.representatives import pick_diverse_quotes
from clustering.neighbours.centroids import compute_centroids, find_nearest
from clustering.neighbours.parallel import limit_to_one_thread
from domain.asks import Ask
from domain.themes import Theme

_MOST_SUB_THEMES = 8
_MOST_POINTS = 1_500
"""Distinct asks that sub-themes are sought among; of more, every so many-th."""
_LEAST_SILHOUETTE = 0.1
_LEAST_OF_LANGUAGE = 5
"""Asks of a language from which their mean is taken out."""
_LEAST_ASKS = 3
"""Fewest asks in a sub-theme."""
_QUOTES = 3
_CENTRAL = 10
"""Most central asks whose phrases may name a sub-theme."""


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


@dataclass(frozen=True, slots=True)
class SubTheme:
    """Asks of a theme that are about the same."""

    label: str
    """A short phrase of one of its most central asks."""
    rows: NDArray[np.int64]
    """(m,) places of its asks, the most central first."""
    quotes: tuple[int, ...]
    """Places of up to three asks that are central and differ."""


def find_sub_themes(
    asks: Sequence[Ask], vectors: NDArray[np.float32], projection: Projection
) -> list[SubTheme]:
    """The sub-themes of n asks of one theme, largest first; asks may be in none.

    vectors is (n, d) unit, not projected. Ward clustering of the centred vectors, less the mean of
    each language in the theme, so that languages make no sub-themes; of 2 to 8 parts the number
    with the best silhouette (Rousseeuw 1987). None where even that is below .1: the asks are about
    the same. No dictionary is loaded, since people wait for it.
    """
    # Imported here: scipy is loaded only by processes that group.
    from scipy.cluster.hierarchy import fcluster, linkage

    languages = [ask.language for ask in asks]
    points = deduplicate([ask.clean_text for ask in asks], vectors, languages)
    sample = np.arange(len(points.texts))[:: max(len(points.texts) // _MOST_POINTS, 1)]
    if len(sample) <= _MOST_SUB_THEMES:
        return []
    with limit_to_one_thread():
        centred = centre_vectors(points.vectors, points.languages, projection)
        rows = _take_out_languages(centred, points.languages)
        tree = linkage(rows[sample].astype(np.float64), "ward")
        apart = 1.0 - rows[sample].astype(np.float64) @ rows[sample].T
        cuts = [
            fcluster(tree, parts, "maxclust").astype(np.int32) - 1
            for parts in range(2, _MOST_SUB_THEMES + 1)
        ]
        scores = [round(compute_silhouette(apart, cut), 6) for cut in cuts]
        best = int(np.argmax(scores))
        if scores[best] < _LEAST_SILHOUETTE:
            return []
        centroids = compute_centroids(rows[sample], cuts[best])
        nearest, cosines, _ = find_nearest(rows, centroids)
    labels, closeness = nearest[points.point_of], cosines[points.point_of]
    found = []
    for part in range(len(centroids)):
        own = np.flatnonzero(labels == part)
        if len(own) >= _LEAST_ASKS:
            own = own[np.lexsort((own, -closeness[own]))]
            found.append(_build_sub_theme(asks, rows[points.point_of[own]], own, closeness[own]))
    return sorted(found, key=lambda one: (-len(one.rows), int(one.rows.min())))


def compute_silhouette(apart: NDArray[np.float64], labels: NDArray[np.int32]) -> float:
    """Mean silhouette (Rousseeuw 1987) of (n, n) distances and labels (n,) from 0, two at least; a
    point alone in its part has 0. As scikit-learn's, whose import takes a second."""
    parts = int(labels.max()) + 1
    sizes = np.bincount(labels, minlength=parts)
    sums = np.column_stack([apart[:, labels == part].sum(axis=1) for part in range(parts)])
    place = np.arange(len(labels))
    own = sums[place, labels] / np.maximum(sizes[labels] - 1, 1)
    means = sums / sizes
    means[place, labels] = np.inf
    other = means.min(axis=1)
    scores = (other - own) / np.maximum(np.maximum(own, other), 1e-12)
    return float(np.where(sizes[labels] > 1, scores, 0.0).mean())


def _build_sub_theme(
    asks: Sequence[Ask],
    vectors: NDArray[np.float32],
    rows: NDArray[np.int64],
    closeness: NDArray[np.float32],
) -> SubTheme:
    """vectors (m, d), rows (m,), closeness (m,): of its asks, the most central first."""
    members = [asks[row] for row in rows.tolist()]
    spoken = Counter(ask.language for ask in members)
    usual = max(spoken, key=lambda language: (spoken[language], language))
    _, firsts = np.unique([ask.clean_text for ask in members], return_index=True)
    distinct = np.sort(firsts)
    quotes = pick_diverse_quotes(
        vectors[distinct], closeness[distinct], _QUOTES,
        [members[place].language for place in distinct.tolist()],
    )  # fmt: skip
    central = sorted(members[:_CENTRAL], key=lambda ask: ask.language != usual)
    phrases = (
        phrase.text
        for ask in central
        for phrase in extract_phrases(ask.text)
        if len(phrase.text) <= MAX_LABEL_CHARS
    )
    label = next(phrases, None) or shorten(members[0].clean_text, MAX_LABEL_CHARS)
    return SubTheme(
        label[0].upper() + label[1:], rows, tuple(int(rows[distinct[place]]) for place in quotes)
    )


def _take_out_languages(
    centred: NDArray[np.float32], languages: Sequence[str]
) -> NDArray[np.float32]:
    """(p, d) unit rows less the mean of their language, where it has enough of them."""
    spoken, rows = np.array(languages), centred.copy()
    for language in sorted(set(languages)):
        own = spoken == language
        if own.sum() >= _LEAST_OF_LANGUAGE:
            rows[own] -= rows[own].mean(axis=0)
    unit: NDArray[np.float32] = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return unit.astype(np.float32)


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
