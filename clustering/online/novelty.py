"""Novelty detection: new themes among asks that fit no known theme, between two regroupings.

A group of asks is a new theme when its cohesion (mean pairwise cosine within it) and its separation
(cohesion less the mean cosine with the nearest theme) reach a quantile of those of the known
themes. Both are of centred vectors and do not depend on the size of a group.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clustering.similarity import compute_pairwise_cosine

_LOOSEST_QUANTILE = 0.2
"""Quantile of the known themes' cohesion and separation that a new theme must reach."""
_SMALL_LOOSEST_QUANTILE = 0.4
"""As `_LOOSEST_QUANTILE`, for a group smaller than the least size of a theme."""
_SLACK = 0.95
"""Factor on these quantiles: known themes may all be equally cohesive."""
_MAX_SEPARATION_RATIO = 0.5
"""Most separation that is required, as a share of the cohesion: a few known themes may have nothing
in common."""
_SMALL_SIZE_RATIO = 0.75
"""Share of the least size from which a cohesive, separate group is a theme."""
_MIN_SAMPLE = 3
"""Fewest asks in the sample of a known theme that is measured."""
MAX_POOL = 4_000
"""Most asks clustered at once: average linkage holds the cosine of every pair."""


@dataclass(frozen=True, slots=True)
class Cohesion:
    """Cohesion and separation that a new theme must have, from those of the known themes."""

    means: NDArray[np.float64]
    """(k, d) mean centred vector of each known theme, not of unit length."""
    min_cohesion: float
    """Least mean pairwise cosine within a theme."""
    min_separation: float
    """Least difference between that and the mean cosine with the nearest theme."""
    small_min_cohesion: float
    """As `min_cohesion`, for a group smaller than the least size of a theme."""
    small_min_separation: float
    """As `min_separation`, for such a group."""
    merge_cosine: float
    """Mean cosine from which two groups are one theme."""


def measure_cohesion(centred: NDArray[np.float32], labels: NDArray[np.int32]) -> Cohesion | None:
    """Measure the known themes on (n, d) centred unit rows of their asks and labels (n,) from 0.

    None where fewer than three themes have at least three asks.
    """
    count = int(labels.max(initial=-1)) + 1
    sizes = np.bincount(labels, minlength=count)
    sums = np.zeros((count, centred.shape[1]))
    np.add.at(sums, labels, centred)
    enough = sizes >= _MIN_SAMPLE
    if enough.sum() < 3:
        return None
    sums, sizes = sums[enough], sizes[enough]
    means = sums / sizes[:, None]
    cohesion = compute_pairwise_cosine(sums, sizes)
    min_cohesion = _SLACK * float(np.quantile(cohesion, _LOOSEST_QUANTILE))
    small_min_cohesion = float(np.quantile(cohesion, _SMALL_LOOSEST_QUANTILE))
    between = means @ means.T
    np.fill_diagonal(between, -1.0)
    nearest = between.max(axis=1)
    separation = cohesion - nearest
    return Cohesion(
        means=means,
        min_cohesion=min_cohesion,
        min_separation=float(
            np.clip(
                _SLACK * np.quantile(separation, _LOOSEST_QUANTILE),
                0.0,
                _MAX_SEPARATION_RATIO * min_cohesion,
            )
        ),
        small_min_cohesion=small_min_cohesion,
        small_min_separation=float(
            np.clip(
                np.quantile(separation, _SMALL_LOOSEST_QUANTILE),
                0.0,
                _MAX_SEPARATION_RATIO * small_min_cohesion,
            )
        ),
        merge_cosine=float(np.median((cohesion + nearest) / 2)),
    )


def find_new_groups(
    centred: NDArray[np.float32],
    themes: Cohesion,
    min_size: int,
    young: NDArray[np.float64] | None = None,
) -> list[tuple[NDArray[np.int64], int | None]]:
    """Average linkage of (n, d) centred unit rows: groups (m,) of row numbers, largest first.

    Each comes with the number of the `young` theme that it belongs to, or None where it is a new
    theme of at least `min_size` rows (three quarters of that where it is clearly one). Parts that
    lie farther apart than themes do, none of which is a theme by itself, are one together where
    they are as separate as a small theme must be. Other rows are left out. young is (y, d): mean
    centred vectors of themes that emerged since the last regrouping.
    """
    # Imported here: scipy is loaded only by processes that group.
    from scipy.cluster.hierarchy import linkage

    if len(centred) < 2:
        return []
    tree = linkage(centred.astype(np.float64), "average", metric="cosine")
    groups: dict[int, list[tuple[NDArray[np.int64], int | None]]] = {}
    for node, rows, parts, distance in _list_nodes(tree, len(centred)):
        found = [group for part in parts for group in groups.pop(part, [])]
        is_near = distance <= 1.0 - themes.merge_cosine
        part_of = _match_young_theme(centred[rows], themes, young) if is_near else None
        if is_near or not found:  # two themes that lie apart stay two
            is_theme = part_of is not None or _is_theme(centred[rows], themes, min_size, is_near)
            found = [(rows, part_of)] if is_theme else []
        groups[node] = found
    return sorted(
        (group for found in groups.values() for group in found),
        key=lambda group: (-len(group[0]), int(group[0][0])),
    )


def _list_nodes(
    tree: NDArray[np.float64], count: int
) -> Iterator[tuple[int, NDArray[np.int64], Sequence[int], float]]:
    """Nodes of a linkage (`count` - 1, 4), children first: number, rows, children, distance."""
    rows = {row: np.array([row]) for row in range(count)}
    for row in range(count):
        yield row, rows[row], (), 0.0
    for node, (first, second, distance, _) in enumerate(tree.tolist(), start=count):
        parts = (int(first), int(second))
        rows[node] = np.sort(np.concatenate([rows.pop(part) for part in parts]))
        yield node, rows[node], parts, distance


def _match_young_theme(
    rows: NDArray[np.float32], themes: Cohesion, young: NDArray[np.float64] | None
) -> int | None:
    """Number of the young theme that these rows belong to; None where a known one is nearer."""
    if young is None or not len(young):
        return None
    mean = rows.mean(axis=0, dtype=np.float64)
    cosines = young @ mean
    best = int(cosines.argmax())
    is_nearest = cosines[best] > float((themes.means @ mean).max())
    return best if is_nearest and cosines[best] >= themes.merge_cosine else None


def _is_theme(
    rows: NDArray[np.float32], themes: Cohesion, min_size: int, is_near: bool = True
) -> bool:
    total = rows.sum(axis=0, dtype=np.float64)
    cohesion = float(compute_pairwise_cosine(total[None, :], np.array([len(rows)]))[0])
    separation = cohesion - float((themes.means @ (total / len(rows))).max())
    if len(rows) >= min_size:
        least = themes.min_separation if is_near else themes.small_min_separation
        return cohesion >= themes.min_cohesion and separation >= least
    is_clear = cohesion >= themes.small_min_cohesion and separation >= themes.small_min_separation
    return is_clear and len(rows) >= _SMALL_SIZE_RATIO * min_size
