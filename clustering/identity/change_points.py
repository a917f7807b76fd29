"""Themes that a fresh grouping holds to be one, though from some day on customers ask otherwise.

When a thing is split, merged or replaced in the product, the old words fall silent and similar ones
take their place. A grouping that knows no time sees one theme; it is two, one after the other.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.subdivide import build_part_themes
from clustering.online.batch import read_times
from clustering.online.novelty import compute_pairwise_cosine
from domain.asks import Ask
from domain.themes import Clustering, Group

_MIN_SIDE_SIZE = 8
"""Asks on either side of a turn, at least."""
_N_PERMUTATIONS = 99
"""Orders in which the asks might as well have come."""
_MIN_Z_SCORE = 5.0
"""How many standard deviations a turn must be sharper than the sharpest cuts of those orders lie
around their mean. On nine draws of the demo turns that are none reach 4.9, and planted ones 5 to
47; what passes besides are two themes in one group, one of which begins later."""
_MAX_STRAY_SHARE = 0.45
"""Share of asks on either side that may be more like the other side."""
_MAX_SAMPLE = 600
"""Asks of a theme looked at, at most."""


def split_at_change_points(
    clustering: Clustering,
    asks: Sequence[Ask],
    vectors: NDArray[np.float32],
    centred: NDArray[np.float32],
) -> tuple[Clustering, dict[int, int]]:
    """The same grouping over `asks` (row i is asks[i]), with what came after a turn as a group of
    its own: later group -> the one it was cut from. vectors and centred are (n, d) unit rows."""
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
    own = [asks[row] for row in rows.tolist()]
    place = {ask.id: row for ask, row in zip(own, rows.tolist(), strict=True)}
    themes = build_part_themes(own, vectors[rows], parts, clustering.space, ("", ""))
    told = [
        Group(
            label=theme.label,
            keywords=theme.keywords,
            quotes=tuple(place[ask] for ask in theme.quotes),
            min_similarity=theme.min_similarity,
            names=theme.names,
        )
        for theme in themes
    ]
    groups, labels = list(clustering.groups), clustering.labels.copy()
    groups[group] = told[0]
    labels[rows[parts == 1]] = len(groups)
    centroids = clustering.centroids.copy()
    centroids[group] = themes[0].centroid
    return replace(
        clustering,
        labels=labels,
        groups=(*groups, told[1]),
        centroids=np.vstack([centroids, themes[1].centroid]),  # type: ignore[list-item]
    )


def find_change_points(
    labels: NDArray[np.int32], centred: NDArray[np.float32], times: NDArray[np.float64]
) -> list[tuple[int, NDArray[np.int64]]]:
    """Groups of labels (n,) that turned, each with its rows from the turn on, less the strays that
    are more like what was asked before.

    centred (n, d) is unit, times (n,) are seconds, nan where unknown.
    """
    found = []
    for group in range(int(labels.max(initial=-1)) + 1):
        rows = np.flatnonzero((labels == group) & ~np.isnan(times))
        rows = rows[np.argsort(times[rows], kind="stable")]
        seen = rows[:: max(len(rows) // _MAX_SAMPLE, 1)]
        cut = _find_change_point(centred[seen].astype(np.float64))
        if cut is not None:
            before, after = (centred[side].mean(axis=0) for side in (seen[:cut], seen[cut:]))
            later = rows[times[rows] >= times[seen[cut]]]
            found.append((group, later[centred[later] @ (after - before) > 0]))
    return found


def _find_change_point(points: NDArray[np.float64]) -> int | None:
    """Where (n, d) rows in order of time turn into something else; None where they do not."""
    if len(points) < 2 * _MIN_SIDE_SIZE:
        return None
    sharp = _score_cuts(points)
    cut = int(sharp.argmax()) + _MIN_SIDE_SIZE
    if not _is_separated(points[:cut], points[cut:]):
        return None
    draw = np.random.default_rng(len(points))
    chance = [_score_cuts(draw.permutation(points)).max() for _ in range(_N_PERMUTATIONS)]
    return cut if sharp.max() >= np.mean(chance) + _MIN_Z_SCORE * np.std(chance) else None


def _score_cuts(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Squares between the sides of every cut that leaves enough on both."""
    n = len(points)
    cuts = np.arange(_MIN_SIDE_SIZE, n - _MIN_SIDE_SIZE + 1)
    sums = points.cumsum(axis=0)
    before = sums[cuts - 1]
    step = before / cuts[:, None] - (sums[-1] - before) / (n - cuts)[:, None]
    sharp: NDArray[np.float64] = (step**2).sum(axis=1) * cuts * (n - cuts) / n
    return sharp


def _is_separated(before: NDArray[np.float64], after: NDArray[np.float64]) -> bool:
    """Whether each side is more like itself than like the other: old words have fallen silent."""
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
    """Share of a side's rows that are nearer, in the mean, to the other side than to their own."""
    other = 1 - own
    at_home = (points @ sums[own] - (points**2).sum(axis=1)) / max(sizes[own] - 1, 1)
    return float((points @ sums[other] / sizes[other] > at_home).mean())
