"""Change points: groups whose wording changes from some day on, split there in two.

When something is split, merged or replaced in the product, old wordings stop and similar new ones
begin. A grouping does not look at times and sees one theme, where there are two, one after the
other. The best cut of a group in time is found and tested by permutation.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.subdivide import build_part_themes
from clustering.identity.matching import read_times
from clustering.similarity import compute_pairwise_cosine
from domain.asks import Ask
from domain.themes import Clustering, Group

_MIN_SIDE_SIZE = 8
"""Fewest asks on either side of a change point."""
_N_PERMUTATIONS = 99
"""Permutations of the asks' order."""
_MIN_Z_SCORE = 5.0
"""Permutation-test z-score of a change point, at least: its score against the best scores of the
permutations. On nine draws of the demo, false change points reach 4.9 and planted ones 5 to 47;
others that pass are groups of two themes, one of which begins later."""
_MAX_STRAY_SHARE = 0.45
"""Either side must have a smaller share of asks that are more similar to the other side."""
_MAX_SAMPLE = 600
"""Most asks of a group that are sampled (one in so many, so up to twice that)."""


def split_at_change_points(
    clustering: Clustering,
    asks: Sequence[Ask],
    vectors: NDArray[np.float32],
    centred: NDArray[np.float32],
) -> tuple[Clustering, dict[int, int]]:
    """Split every group with a change point: the new clustering, and later group -> earlier group.

    Row i is asks[i]. vectors and centred are (n, d) unit rows. The asks after a change point become
    a group of their own, numbered after all others; the earlier group keeps its number.
    """
    times = read_times(asks)
    cut_from: dict[int, int] = {}
    for group, later in find_change_points(clustering.labels, centred, times):
        rows = np.flatnonzero(clustering.labels == group)
        parts = np.isin(rows, later).astype(np.int32)
        cut_from[len(clustering.groups)] = group
        clustering = _split_group(clustering, group, rows, parts, asks, vectors)
    return clustering, cut_from


def _split_group(
    clustering: Clustering,
    group: int,
    rows: NDArray[np.int64],
    parts: NDArray[np.int32],
    asks: Sequence[Ask],
    vectors: NDArray[np.float32],
) -> Clustering:
    members = [asks[row] for row in rows.tolist()]
    row_of = {ask.id: row for ask, row in zip(members, rows.tolist(), strict=True)}
    themes = build_part_themes(members, vectors[rows], parts, clustering.space, ("", ""))
    described = [
        Group(
            label=theme.label,
            keywords=theme.keywords,
            quotes=tuple(row_of[ask] for ask in theme.quotes),
            min_similarity=theme.min_similarity,
            names=theme.names,
        )
        for theme in themes
    ]
    groups, labels = list(clustering.groups), clustering.labels.copy()
    groups[group] = described[0]
    labels[rows[parts == 1]] = len(groups)
    centroids = clustering.centroids.copy()
    centroids[group] = themes[0].centroid
    return replace(
        clustering,
        labels=labels,
        groups=(*groups, described[1]),
        centroids=np.vstack([centroids, themes[1].centroid]),  # type: ignore[list-item]
    )


def find_change_points(
    labels: NDArray[np.int32], centred: NDArray[np.float32], times: NDArray[np.float64]
) -> list[tuple[int, NDArray[np.int64]]]:
    """Groups with a change point, each with its rows from then on.

    Of those rows the ones more similar to what was asked before are left out. labels is (n,), -1
    for no group; centred (n, d) unit; times (n,) in seconds, nan where unknown.
    """
    change_points = []
    for group in range(int(labels.max(initial=-1)) + 1):
        rows = np.flatnonzero((labels == group) & ~np.isnan(times))
        rows = rows[np.argsort(times[rows], kind="stable")]
        sample = rows[:: max(len(rows) // _MAX_SAMPLE, 1)]
        cut = _find_change_point(centred[sample].astype(np.float64))
        if cut is not None:
            before, after = (centred[side].mean(axis=0) for side in (sample[:cut], sample[cut:]))
            later = rows[times[rows] >= times[sample[cut]]]
            change_points.append((group, later[centred[later] @ (after - before) > 0]))
    return change_points


def _find_change_point(points: NDArray[np.float64]) -> int | None:
    """Index of the change point of (n, d) rows in order of time; None where there is none."""
    if len(points) < 2 * _MIN_SIDE_SIZE:
        return None
    scores = _score_cuts(points)
    cut = int(scores.argmax()) + _MIN_SIDE_SIZE
    if not _is_separated(points[:cut], points[cut:]):
        return None
    rng = np.random.default_rng(len(points))
    null = [_score_cuts(rng.permutation(points)).max() for _ in range(_N_PERMUTATIONS)]
    return cut if scores.max() >= np.mean(null) + _MIN_Z_SCORE * np.std(null) else None


def _score_cuts(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Between-groups sum of squares of every cut that leaves enough rows on both sides."""
    n = len(points)
    cuts = np.arange(_MIN_SIDE_SIZE, n - _MIN_SIDE_SIZE + 1)
    sums = points.cumsum(axis=0)
    before = sums[cuts - 1]
    step = before / cuts[:, None] - (sums[-1] - before) / (n - cuts)[:, None]
    scores: NDArray[np.float64] = (step**2).sum(axis=1) * cuts * (n - cuts) / n
    return scores


def _is_separated(before: NDArray[np.float64], after: NDArray[np.float64]) -> bool:
    """Whether each side is more similar to itself than to the other: old wordings stopped."""
    sums: NDArray[np.float64] = np.vstack([before.sum(axis=0), after.sum(axis=0)])
    sizes = np.array([len(before), len(after)])
    means = sums / sizes[:, None]
    if compute_pairwise_cosine(sums, sizes).min() <= means[0] @ means[1]:
        return False
    return (
        max(
            _compute_stray_share(side, sums, sizes, own) for own, side in enumerate((before, after))
        )
        < _MAX_STRAY_SHARE
    )


def _compute_stray_share(
    points: NDArray[np.float64], sums: NDArray[np.float64], sizes: NDArray[np.int_], own: int
) -> float:
    """Share of a side's rows whose mean cosine to the other side is above that to their own."""
    other = 1 - own
    to_own = (points @ sums[own] - (points**2).sum(axis=1)) / max(sizes[own] - 1, 1)
    return float((points @ sums[other] / sizes[other] > to_own).mean())
