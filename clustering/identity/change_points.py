"""Themes that a fresh grouping holds to be one, though from some day on customers ask otherwise.

When a thing is split, merged or replaced in the product, the old words fall silent and similar ones
take their place. A grouping that knows no time sees one theme; it is two, one after the other.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from clustering.grouping.subdivide import themes_of_parts
from clustering.online.batch import times_of
from clustering.online.novelty import pairwise
from domain.asks import Ask
from domain.themes import Clustering, Group

_FEWEST = 8
"""Asks on either side of a turn, at least."""
_SHUFFLES = 99
"""Orders in which the asks might as well have come."""
_SHARP = 5.0
"""How many standard deviations a turn must be sharper than the sharpest cuts of those orders lie
around their mean. On nine draws of the demo turns that are none reach 4.9, and planted ones 5 to
47; what passes besides are two themes in one group, one of which begins later."""
_STRAYS = 0.45
"""Share of asks on either side that may be more like the other side."""
_SAMPLE = 600
"""Asks of a theme looked at, at most."""


def part_in_time(
    clustering: Clustering,
    asks: Sequence[Ask],
    vectors: NDArray[np.float32],
    centred: NDArray[np.float32],
) -> tuple[Clustering, dict[int, int]]:
    """The same grouping over `asks` (row i is asks[i]), with what came after a turn as a group of
    its own: later group -> the one it was cut from. vectors and centred are (n, d) unit rows."""
    times = times_of(asks)
    cut_from: dict[int, int] = {}
    for group, later in turned(clustering.labels, centred, times):
        rows = np.flatnonzero(clustering.labels == group)
        parts = np.isin(rows, later).astype(np.int32)
        cut_from[len(clustering.groups)] = group
        clustering = _parted(clustering, group, rows, parts, asks, vectors)
    return clustering, cut_from


def _parted(
    clustering: Clustering,
    group: int,
    rows: NDArray[np.int64],
    parts: NDArray[np.int32],
    asks: Sequence[Ask],
    vectors: NDArray[np.float32],
) -> Clustering:
    own = [asks[row] for row in rows.tolist()]
    place = {ask.id: row for ask, row in zip(own, rows.tolist(), strict=True)}
    themes = themes_of_parts(own, vectors[rows], parts, clustering.space, ("", ""))
    told = [
        Group(
            label=theme.label,
            keywords=theme.keywords,
            quotes=tuple(place[ask] for ask in theme.quotes),
            floor=theme.floor,
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


def turned(
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
        seen = rows[:: max(len(rows) // _SAMPLE, 1)]
        cut = _turn(centred[seen].astype(np.float64))
        if cut is not None:
            before, after = (centred[side].mean(axis=0) for side in (seen[:cut], seen[cut:]))
            later = rows[times[rows] >= times[seen[cut]]]
            found.append((group, later[centred[later] @ (after - before) > 0]))
    return found


def _turn(points: NDArray[np.float64]) -> int | None:
    """Where (n, d) rows in order of time turn into something else; None where they do not."""
    if len(points) < 2 * _FEWEST:
        return None
    sharp = _sharpness(points)
    cut = int(sharp.argmax()) + _FEWEST
    if not _stands_apart(points[:cut], points[cut:]):
        return None
    draw = np.random.default_rng(len(points))
    chance = [_sharpness(draw.permutation(points)).max() for _ in range(_SHUFFLES)]
    return cut if sharp.max() >= np.mean(chance) + _SHARP * np.std(chance) else None


def _sharpness(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Squares between the sides of every cut that leaves enough on both."""
    n = len(points)
    cuts = np.arange(_FEWEST, n - _FEWEST + 1)
    sums = points.cumsum(axis=0)
    before = sums[cuts - 1]
    step = before / cuts[:, None] - (sums[-1] - before) / (n - cuts)[:, None]
    sharp: NDArray[np.float64] = (step**2).sum(axis=1) * cuts * (n - cuts) / n
    return sharp


def _stands_apart(before: NDArray[np.float64], after: NDArray[np.float64]) -> bool:
    """Whether each side is more like itself than like the other: old words have fallen silent."""
    sums: NDArray[np.float64] = np.vstack([before.sum(axis=0), after.sum(axis=0)])
    sizes = np.array([len(before), len(after)])
    means = sums / sizes[:, None]
    if pairwise(sums, sizes).min() <= means[0] @ means[1]:
        return False
    return (
        max(_strays(side, sums, sizes, own) for own, side in enumerate((before, after))) < _STRAYS
    )


def _strays(
    points: NDArray[np.float64], sums: NDArray[np.float64], sizes: NDArray[np.int_], own: int
) -> float:
    """Share of a side's rows that are nearer, in the mean, to the other side than to their own."""
    other = 1 - own
    at_home = (points @ sums[own] - (points**2).sum(axis=1)) / max(sizes[own] - 1, 1)
    return float((points @ sums[other] / sizes[other] > at_home).mean())
