"""Hysteresis: changes of a regrouping are accepted only on clear evidence.

Every grouping draws borders a little differently, which would show as splits and merges that never
happened. The evidence is the gap between two sets of asks: the mean cosine within the sets less
that between them.

- A split needs a gap as wide as that of most themes to their nearest neighbours.
- A merge, or the dispersal of a theme, needs a gap narrower than that of nearly all themes.
- Asks move together from one theme to another only if they are more similar to those there.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from clustering.identity.takeover import is_disjoint_in_time
from clustering.identity.transitions import Transitions
from clustering.similarity import compute_pairwise_cosine

_SPLIT_QUANTILE = 0.8
"""Quantile, over the groups' gaps to their nearest neighbours, that a split needs."""
_MERGE_QUANTILE = 0.05
"""The same for a merge, which needs a gap of at most that."""
_MIN_PART_SIZE = 3
"""Fewest asks that count as a part of a theme, and not as single borderline cases."""
_MAX_SAMPLE = 4_000
"""Most rows sampled for a mean (one in so many, so up to twice that)."""


@dataclass(frozen=True, slots=True)
class RejectedChanges:
    """Changes of a regrouping that are not accepted."""

    rejected_splits: Mapping[int, str]
    """New group -> the theme it stays a part of."""
    locked: frozenset[str]
    """Themes that stay although their asks went into another theme's group, or into many."""
    rejected_moves: Mapping[int, str] = field(default_factory=dict)
    """Row -> the theme it stays in, although the grouping put it into another theme's group."""


def accept_changes(
    transitions: Transitions,
    groups: Sequence[NDArray[np.int64]],
    known: Mapping[str, NDArray[np.int64]],
    centred: NDArray[np.float32],
    times: NDArray[np.float64],
    unconfirmed: Collection[str] = (),
) -> RejectedChanges:
    """Test the splits, merges and moves of the transitions to new groups.

    `groups` are the rows of each new group, `known` the rows of each known theme; centred (n, d) is
    unit, times (n,) are in seconds, nan where unknown. A part that is asked about only when the
    rest no longer is needs no wide gap: its customers show that it is another theme. `unconfirmed`
    themes, which no regrouping has seen yet, stay only if they would be accepted as a split. With
    fewer than three groups of at least two rows everything is accepted.
    """
    sums, sizes = _sum_groups(groups, centred)
    gaps = _compute_nearest_gaps(sums, sizes)
    if len(gaps) < 3:
        return RejectedChanges({}, frozenset())
    wide, narrow = np.quantile(gaps, _SPLIT_QUANTILE), np.quantile(gaps, _MERGE_QUANTILE)
    home = {theme: group for group, theme in enumerate(transitions.continues) if theme}

    def is_apart(
        theme: str, part: NDArray[np.int64], rest: NDArray[np.int64], min_gap: float
    ) -> bool:
        gap = _compute_gap(part, rest, centred)
        if gap > min_gap or gap <= 0.0:
            return gap > min_gap
        others = [times[rows] for other, rows in known.items() if other != theme]
        return is_disjoint_in_time(times[part], times[rest], others)

    rejected_splits = {
        flow.group: flow.theme
        for flow in transitions.splits
        if flow.theme in home
        and flow.group not in transitions.after_change_point
        and not is_apart(flow.theme, groups[flow.group], groups[home[flow.theme]], float(wide))
    }
    rivals = {flow.theme: [groups[flow.group]] for flow in transitions.merges}
    locked = set()
    for theme in sorted(set(known) - set(home)):
        own, min_gap = known[theme], float(wide if theme in unconfirmed else narrow)
        is_part = theme in rivals or len(own) >= _MIN_PART_SIZE
        others = (np.setdiff1d(rows, own) for rows in rivals.get(theme, groups))
        if is_part and all(is_apart(theme, own, rest, min_gap) for rest in others):
            locked.add(theme)
    return RejectedChanges(
        rejected_splits,
        frozenset(locked),
        _find_rejected_moves(transitions, groups, known, centred),
    )


def _find_rejected_moves(
    transitions: Transitions,
    groups: Sequence[NDArray[np.int64]],
    known: Mapping[str, NDArray[np.int64]],
    centred: NDArray[np.float32],
) -> dict[int, str]:
    """Row -> old theme, of asks that moved together but are more similar to those they would leave.

    Only moves between two themes that both continue are tested, by mean cosines.
    """
    group_of = np.full(len(centred), -1, dtype=np.int64)
    for number, rows in enumerate(groups):
        group_of[rows] = number
    rejected: dict[int, str] = {}
    for home, theme in enumerate(transitions.continues):
        if theme is None or theme not in known:
            continue
        own = known[theme]
        stayed = own[group_of[own] == home]
        for number in np.unique(group_of[own]).tolist():
            moved = own[group_of[own] == number]
            if (
                number in (-1, home)
                or transitions.continues[number] is None
                or len(moved) < _MIN_PART_SIZE
            ):
                continue
            others = np.setdiff1d(groups[number], own)
            if min(len(stayed), len(others)) < 2:
                continue
            to_old, to_new = (
                _compute_cosine_between(*_sum_groups([moved, rows], centred))
                for rows in (stayed, others)
            )
            if to_old > to_new:
                rejected |= dict.fromkeys(moved.tolist(), theme)
    return rejected


def _compute_cosine_between(sums: NDArray[np.float64], sizes: NDArray[np.int_]) -> float:
    """Mean cosine between the rows of two sets, from sums (2, d) and sizes (2,)."""
    return float((sums[0] / sizes[0]) @ (sums[1] / sizes[1]))


def _compute_gap(
    first: NDArray[np.int64], second: NDArray[np.int64], centred: NDArray[np.float32]
) -> float:
    """Mean cosine within two sets of rows, weighted by their sizes, less that between them.

    -1 where a set has fewer than two rows.
    """
    if min(len(first), len(second)) < 2:
        return -1.0
    sums, sizes = _sum_groups([first, second], centred)
    return float(
        np.average(compute_pairwise_cosine(sums, sizes), weights=sizes)
    ) - _compute_cosine_between(sums, sizes)


def _compute_nearest_gaps(
    sums: NDArray[np.float64], sizes: NDArray[np.int_]
) -> NDArray[np.float64]:
    """(k,) gap of each group to its nearest neighbour; groups of one row are left out."""
    sums, sizes = sums[sizes > 1], sizes[sizes > 1]
    means, within = sums / sizes[:, None], compute_pairwise_cosine(sums, sizes)
    if len(means) < 2:
        return np.zeros(0)
    between = means @ means.T
    np.fill_diagonal(between, -np.inf)
    nearest = between.argmax(axis=1)
    pooled = (within * sizes + within[nearest] * sizes[nearest]) / (sizes + sizes[nearest])
    gaps: NDArray[np.float64] = pooled - between.max(axis=1)
    return gaps


def _sum_groups(
    groups: Sequence[NDArray[np.int64]], centred: NDArray[np.float32]
) -> tuple[NDArray[np.float64], NDArray[np.int_]]:
    """Sums (k, d) and sizes (k,) of samples of the groups' rows."""
    chosen = [rows[:: max(len(rows) // _MAX_SAMPLE, 1)] for rows in groups]
    sums = np.vstack([centred[rows].sum(axis=0, dtype=np.float64) for rows in chosen])
    return sums, np.array([len(rows) for rows in chosen])
