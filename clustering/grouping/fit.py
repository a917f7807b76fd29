"""Fitting themes to asks: deduplicate, project, find cores, join them, refine, describe.

Pure and deterministic: the outcome depends on the set of (text, vector, language) alone, not on
their order, on threads or on the hash seed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.answers import AnswerView, join_views
from clustering.grouping.assignment import compute_confidence, fit_thresholds, refine
from clustering.grouping.coherence import find_incoherent, find_strays, part_praise
from clustering.grouping.cores import find_cores, join_cores, stride_sample
from clustering.grouping.deduplicate import Points, deduplicate
from clustering.grouping.describe import describe_groups
from clustering.grouping.merge_neighbours import merge_contiguous
from clustering.grouping.parameters import Granularity, GroupingSettings
from clustering.grouping.projection import (
    Projection,
    centre_vectors,
    fit_means,
    fit_projection,
    lda_whiten,
    project_centred,
)
from clustering.neighbours.centroids import compute_centroids, find_nearest
from clustering.neighbours.near_duplicates import find_nearest_duplicate, sketch_rows
from clustering.neighbours.parallel import limit_to_one_thread
from domain.themes import Clustering

_DEFAULTS = GroupingSettings()
_LEAST_SAMPLED = 2
"""Asks of a sample that make a theme at least, unless the setting asks for one."""


def _ignore_step(_step: str) -> None:
    """Default of `on_step`: progress is not reported."""


def find_themes(
    texts: Sequence[str],
    vectors: NDArray[np.float32],
    languages: Sequence[str],
    settings: GroupingSettings = _DEFAULTS,
    on_step: Callable[[str], None] = _ignore_step,
    kinds: Sequence[str] | None = None,
    answers: AnswerView | None = None,
    idle: NDArray[np.bool_] | None = None,
) -> Clustering:
    """Group n asks into themes, largest first, and describe each.

    vectors is (n, d) float32 with unit rows, languages n ISO 639-1 codes. Identical normalised
    texts get one label and one confidence. `on_step` is called with "grouping" and "naming" when
    each begins. Where the n `kinds` are given, a theme's label and quotes come from asks of its
    commonest kind, and asks of the kind `other` that lie together for want of a better place are
    no theme; nor is one that is `idle` (n,), so beyond doubt, part of a theme at whose edge it is
    (`clustering.grouping.coherence`). Where `answers` are given, they help as far as they agree
    with the asks (`clustering.grouping.answers`); names, centroids and thresholds are of the asks'
    own words even so. Raises ValueError when lengths differ.
    """
    if not len(texts) == len(vectors) == len(languages) == len(texts if kinds is None else kinds):
        raise ValueError("texts, vectors, languages and kinds must have the same length")
    if not len(texts):
        return _build_empty_clustering(vectors)
    # Sums over several threads may end in other last bits, and so put a borderline ask elsewhere.
    with limit_to_one_thread():
        on_step("grouping")
        points = deduplicate(texts, vectors, languages)
        point_kinds = None if kinds is None else [kinds[row] for row in points.rows]
        point_idle = None if idle is None else idle[points.rows]
        return _group_points(
            points, len(texts), settings, on_step, point_kinds, answers, point_idle
        )


def choose_min_theme_size(asks: int, settings: GroupingSettings) -> int:
    """Fewest asks in a theme: the setting, else 2 for 30 asks, 9 for 3,000, 11 for 20,000."""
    return settings.min_theme_size or max(2, round(log2(max(asks, 2))) - 3)


@dataclass(frozen=True, slots=True)
class _Sample:
    """The s points that themes are sought among; where asks are few, all of them."""

    rows: NDArray[np.int64]
    """(s,) their places among all points."""
    landmarks: NDArray[np.int64]
    """(a,) those that are no near duplicates, as places in the sample."""
    weights: NDArray[np.int64]
    """(s,) number of asks of each."""
    repeated: NDArray[np.bool_]
    """(s,) whether a point and its near copies are enough asks for a theme."""
    min_size: int
    """Fewest of the sample's asks in a theme."""


def _group_points(
    points: Points,
    asks: int,
    settings: GroupingSettings,
    on_step: Callable[[str], None],
    kinds: Sequence[str] | None,
    answers: AnswerView | None,
    idle: NDArray[np.bool_] | None,
) -> Clustering:
    min_size = choose_min_theme_size(asks, settings)
    means = fit_means(points.vectors, points.languages)
    asked = centre_vectors(points.vectors, points.languages, means)
    joined = join_views(asked, points, answers)
    centred = asked if joined is None else joined
    rows = stride_sample(len(centred), settings.sample_above)
    projection, landmarks = fit_projection(means, centred[rows])
    copies = _count_near_duplicates(centred, points.weights, rows[landmarks], projection)
    sample = _Sample(
        rows,
        landmarks,
        points.weights[rows],
        (copies >= min_size)[rows],
        _scale_min_size(min_size, len(rows), len(centred)),
    )
    projected = project_centred(centred[rows], projection)
    cores = _assign_cores(
        _take_shifted_part(projected[landmarks], projection), sample.repeated[landmarks]
    )
    labels = _merge_cores(projected, cores, projection, sample, settings.detail)
    # Once more, in a projection that discounts the directions in which asks of one theme differ.
    projection = lda_whiten(means, centred[rows], sample.weights, labels, landmarks)
    projected = project_centred(centred, projection)
    cores = _move_to_nearest_core(_take_shifted_part(projected[rows[landmarks]], projection), cores)
    labels = _merge_cores(projected[rows], cores, projection, sample, settings.detail)
    seeds = np.full(len(centred), -1, dtype=np.int32)
    seeds[rows] = _merge_contiguous_themes(projected[rows], labels, landmarks)
    labels, centroids, thresholds = refine(
        projected, seeds, points.weights, copies >= min_size, min_size
    )
    refined = labels
    if kinds is not None:
        other = np.array([kind == "other" for kind in kinds], dtype=bool)
        labels = _leave_out_incoherent(labels, asked, projected, centroids, thresholds, other)
        praise = np.array([kind == "praise" for kind in kinds], dtype=bool)
        labels = part_praise(labels, projected, praise, points.weights, min_size)
    if idle is not None:
        labels = _leave_out_strays(labels, projected, idle)
    if labels is not refined:
        centroids, thresholds = fit_thresholds(projected, labels)
    labels, centroids, thresholds = _sort_by_size(labels, centroids, thresholds, points.weights)
    confidence = _compute_point_confidence(projected, labels, centroids, thresholds)
    by_answer = None
    if joined is not None:
        projection = lda_whiten(means, asked[rows], sample.weights, labels[rows], landmarks)
        projected = project_centred(asked, projection)
        centroids, thresholds = fit_thresholds(projected, labels)
        by_answer = _find_placed_by_answer(projected, labels, centroids, thresholds)
    on_step("naming")
    return Clustering(
        labels=labels[points.point_of],
        confidence=confidence[points.point_of],
        groups=describe_groups(points, projected, labels, centroids, thresholds, kinds),
        centroids=centroids,
        space=projection,
        by_answer=None if by_answer is None else by_answer[points.point_of],
    )


def _leave_out_incoherent(
    labels: NDArray[np.int32],
    asked: NDArray[np.float32],
    projected: NDArray[np.float32],
    centroids: NDArray[np.float32],
    thresholds: NDArray[np.float32],
    other: NDArray[np.bool_],
) -> NDArray[np.int32]:
    """Labels (p,) without the themes that are none, numbered without gaps: of their asks those of
    other kinds go where they fit else."""
    incoherent = find_incoherent(labels, asked, other)
    if not incoherent.any():
        return labels
    gone = np.flatnonzero((labels >= 0) & incoherent[labels])
    kept = np.flatnonzero(~incoherent)
    labels = labels.copy()
    labels[gone] = -1
    homeless = gone[~other[gone]]
    if len(homeless) and len(kept):
        nearest, cosines, _ = find_nearest(projected[homeless], centroids[kept])
        fits = cosines >= thresholds[kept[nearest]]
        labels[homeless[fits]] = kept[nearest[fits]]
    return _number_without_gaps(labels)


def _leave_out_strays(
    labels: NDArray[np.int32], projected: NDArray[np.float32], idle: NDArray[np.bool_]
) -> NDArray[np.int32]:
    """Labels (p,) without the idle points at the edges of themes."""
    strays = find_strays(labels, projected, compute_centroids(projected, labels), idle)
    return np.where(strays, np.int32(-1), labels) if strays.any() else labels


def _number_without_gaps(labels: NDArray[np.int32]) -> NDArray[np.int32]:
    used, place = np.unique(labels, return_inverse=True)
    return (place - int(used[0] < 0)).astype(np.int32)


def _find_placed_by_answer(
    projected: NDArray[np.float32],
    labels: NDArray[np.int32],
    centroids: NDArray[np.float32],
    thresholds: NDArray[np.float32],
) -> NDArray[np.bool_]:
    """(p,) whether a themed point's own words are nearest to another theme, or fit none."""
    nearest, cosines, _ = find_nearest(projected, centroids)
    elsewhere: NDArray[np.bool_] = nearest != labels
    if len(thresholds):
        elsewhere |= cosines < thresholds[nearest]
    elsewhere &= labels >= 0
    return elsewhere


def _scale_min_size(min_size: int, sampled: int, points: int) -> int:
    """`min_size` among all points, in a sample of them; two asks at least, where more are asked."""
    return max(round(min_size * sampled / points), min(min_size, _LEAST_SAMPLED))


def _count_near_duplicates(
    centred: NDArray[np.float32],
    weights: NDArray[np.int64],
    landmarks: NDArray[np.int64],
    projection: Projection,
) -> NDArray[np.int64]:
    """(n,) asks of each landmark and of the points it is the nearest near duplicate of; 0 for
    other points. landmarks (a,) are rows of centred (n, d)."""
    sketched = sketch_rows(centred, projection["components"])
    nearest = find_nearest_duplicate(sketched, sketched.take(landmarks))
    copies = np.zeros(len(centred), dtype=np.int64)
    np.add.at(copies, landmarks[nearest[nearest >= 0]], weights[nearest >= 0])
    return copies


def _take_shifted_part(
    projected: NDArray[np.float32], projection: Projection
) -> NDArray[np.float32]:
    """The mean-shifted half of projected rows, scaled to length 1 again."""
    return projected[:, : projection["components"].shape[1]] * np.float32(2**0.5)


def _assign_cores(shifted: NDArray[np.float32], repeated: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Core (s,) of every point of the sample; -1 for all where there is no core.

    A repeated point stands for so many near copies that it is a core by itself.
    """
    cores = find_cores(shifted)
    lone = np.flatnonzero(repeated & (cores < 0))
    cores[lone] = cores.max(initial=-1) + 1 + np.arange(len(lone), dtype=np.int32)
    return _move_to_nearest_core(shifted, cores)


def _move_to_nearest_core(
    shifted: NDArray[np.float32], cores: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Two rounds of k-means: every point goes to its nearest core, so that points of no core move
    the centroids too. Cores are numbered from 0 without gaps."""
    for _ in range(2):
        cores = find_nearest(shifted, compute_centroids(shifted, cores))[0]
    return _number_without_gaps(cores)


def _merge_cores(
    projected: NDArray[np.float32],
    cores: NDArray[np.int32],
    projection: Projection,
    sample: _Sample,
    granularity: Granularity,
) -> NDArray[np.int32]:
    """Join the cores of the landmarks and refine them over the sample: labels (s,)."""
    seeds = np.full(len(projected), -1, dtype=np.int32)
    if cores.max(initial=-1) >= 0:
        shifted = _take_shifted_part(projected[sample.landmarks], projection)
        joined = join_cores(compute_centroids(shifted, cores), len(shifted), granularity)
        seeds[sample.landmarks] = joined[cores]
    return refine(projected, seeds, sample.weights, sample.repeated, sample.min_size)[0]


def _merge_contiguous_themes(
    projected: NDArray[np.float32], labels: NDArray[np.int32], landmarks: NDArray[np.int64]
) -> NDArray[np.int32]:
    """Labels (s,) after `merge_contiguous` over the landmarks."""
    themed = landmarks[labels[landmarks] >= 0]
    into = merge_contiguous(projected[themed], labels[themed])
    renumbered = np.append(np.append(into, np.arange(len(into), labels.max(initial=-1) + 1)), -1)
    return renumbered[labels].astype(np.int32)


def _sort_by_size(
    labels: NDArray[np.int32],
    centroids: NDArray[np.float32],
    thresholds: NDArray[np.float32],
    weights: NDArray[np.int64],
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.float32]]:
    """The same themes numbered by falling number of asks."""
    sizes = np.bincount(labels[labels >= 0], weights[labels >= 0], minlength=len(centroids))
    order = np.lexsort((np.arange(len(centroids)), -sizes))
    place = np.empty(len(order) + 1, dtype=np.int32)
    place[order] = np.arange(len(order))
    place[-1] = -1
    return place[labels], centroids[order], thresholds[order]


def _compute_point_confidence(
    projected: NDArray[np.float32],
    labels: NDArray[np.int32],
    centroids: NDArray[np.float32],
    thresholds: NDArray[np.float32],
) -> NDArray[np.float32]:
    confidence = np.zeros(len(labels), dtype=np.float32)
    themed = labels >= 0
    _, first, second = find_nearest(projected[themed], centroids)
    confidence[themed] = compute_confidence(first, second, thresholds[labels[themed]])
    return confidence


def _build_empty_clustering(vectors: NDArray[np.float32]) -> Clustering:
    width = vectors.shape[1] if vectors.ndim == 2 else 0
    return Clustering(
        labels=np.zeros(0, dtype=np.int32),
        confidence=np.zeros(0, dtype=np.float32),
        groups=(),
        centroids=np.zeros((0, width), dtype=np.float32),
    )
