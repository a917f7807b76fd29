"""New themes among asks that no known theme holds well: found between two regroupings.

What known themes are like says what a theme is: a new group must hold together as well, and stand
apart from its nearest neighbour as clearly, as all but the loosest of the known. Both are told as
mean pairwise cosines of centred vectors, which do not depend on how large a group is.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_LOOSEST_QUANTILE = 0.2
"""Share of the known themes that may be looser, or nearer to a neighbour, than a new one."""
_SMALL_LOOSEST_QUANTILE = 0.4
"""As `_LOOSEST_QUANTILE`, for a group smaller than a theme must be."""
_SLACK = 0.95
"""What of that is enough: known themes may all be equally firm."""
_MAX_SEPARATION_RATIO = 0.5
"""A few themes that have nothing in common do not ask for more than this share of `within`."""
_SMALL_SIZE_RATIO = 0.75
"""Share of the least size at which a group that is plainly a theme is one already."""
_MIN_SAMPLE = 3
"""A theme with fewer asks in the sample says nothing of what themes are like."""
MAX_POOL = 4_000
"""Asks looked at once: average linkage keeps the cosine of every pair."""


@dataclass(frozen=True, slots=True)
class Cohesion:
    """What known themes are like, in centred vectors."""

    means: NDArray[np.float64]
    """(k, d) mean vector of each theme's sample, not of unit length."""
    min_cohesion: float
    """Mean pairwise cosine that a theme must reach to hold."""
    min_separation: float
    """How far that must lie above its mean cosine with the nearest theme."""
    small_min_cohesion: float
    """As `within`, for a group smaller than a theme must be: most of the known are as firm."""
    small_min_separation: float
    """As `apart`, for such a group."""
    merge_cosine: float
    """Mean cosine down to which two groups are still one theme."""


def measure_cohesion(centred: NDArray[np.float32], labels: NDArray[np.int32]) -> Cohesion | None:
    """Learn it from (n, d) centred unit rows of themed asks and their themes (n,) from 0; None
    where fewer than three themes have enough asks."""
    count = int(labels.max(initial=-1)) + 1
    sizes = np.bincount(labels, minlength=count)
    sums = np.zeros((count, centred.shape[1]))
    np.add.at(sums, labels, centred)
    enough = sizes >= _MIN_SAMPLE
    if enough.sum() < 3:
        return None
    sums, sizes = sums[enough], sizes[enough]
    means = sums / sizes[:, None]
    within = compute_pairwise_cosine(sums, sizes)
    least = _SLACK * float(np.quantile(within, _LOOSEST_QUANTILE))
    firm = float(np.quantile(within, _SMALL_LOOSEST_QUANTILE))
    between = means @ means.T
    np.fill_diagonal(between, -1.0)
    nearest = between.max(axis=1)
    return Cohesion(
        means=means,
        min_cohesion=least,
        min_separation=float(
            np.clip(
                _SLACK * np.quantile(within - nearest, _LOOSEST_QUANTILE),
                0.0,
                _MAX_SEPARATION_RATIO * least,
            )
        ),
        small_min_cohesion=firm,
        small_min_separation=float(
            np.clip(
                np.quantile(within - nearest, _SMALL_LOOSEST_QUANTILE),
                0.0,
                _MAX_SEPARATION_RATIO * firm,
            )
        ),
        merge_cosine=float(np.median((within + nearest) / 2)),
    )


def find_new_groups(
    centred: NDArray[np.float32],
    themes: Cohesion,
    least: int,
    young: NDArray[np.float64] | None = None,
) -> list[tuple[NDArray[np.int64], int | None]]:
    """Groups among (n, d) centred unit rows, largest first, each with the number of the `young`
    theme it is a part of, or None for one of at least `least` rows (a little fewer where it is
    plain) that holds as a theme of its own. Rows in none are left out.

    young is (y, d): mean vectors of themes that emerged since the last regrouping.
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    if len(centred) < 2:
        return []
    tree = linkage(centred.astype(np.float64), "average", metric="cosine")
    labels = fcluster(tree, 1.0 - themes.merge_cosine, "distance")
    found = []
    for rows in (np.flatnonzero(labels == label) for label in np.unique(labels)):
        part_of = _match_young_theme(centred[rows], themes, young)
        if part_of is not None or _is_theme(centred[rows], themes, least):
            found.append((rows, part_of))
    return sorted(found, key=lambda group: (-len(group[0]), int(group[0][0])))


def _match_young_theme(
    rows: NDArray[np.float32], themes: Cohesion, young: NDArray[np.float64] | None
) -> int | None:
    if young is None or not len(young):
        return None
    mean = rows.mean(axis=0, dtype=np.float64)
    near = young @ mean
    best = int(near.argmax())
    is_near = near[best] >= themes.merge_cosine and near[best] > float((themes.means @ mean).max())
    return best if is_near else None


def _is_theme(rows: NDArray[np.float32], themes: Cohesion, least: int) -> bool:
    total = rows.sum(axis=0, dtype=np.float64)
    within = float(compute_pairwise_cosine(total[None, :], np.array([len(rows)]))[0])
    foreign = float((themes.means @ (total / len(rows))).max())
    if len(rows) >= least:
        return within >= themes.min_cohesion and within - foreign >= themes.min_separation
    is_clear = (
        within >= themes.small_min_cohesion and within - foreign >= themes.small_min_separation
    )
    return is_clear and len(rows) >= _SMALL_SIZE_RATIO * least


def compute_pairwise_cosine(
    sums: NDArray[np.float64], sizes: NDArray[np.int_]
) -> NDArray[np.float64]:
    """Mean cosine of two different members, from each group's sum of unit rows and its size."""
    squares = (sums**2).sum(axis=1)
    pairwise: NDArray[np.float64] = (squares - sizes) / np.maximum(sizes * (sizes - 1), 1)
    return pairwise
