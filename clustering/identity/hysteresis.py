"""A regrouping is believed only where it says clearly that something changed.

Every fresh grouping draws borders a little otherwise, and so tells of splits and mergers that are
nobody's. Which theme an ask is in is therefore changed only on good evidence: a part is split off
when it stands apart from the rest more clearly than most themes do from their neighbours, a theme
is merged away, or falls apart, when it hardly stands apart at all, and asks go over from one theme
to another together only when they are nearer to those there than to those they leave.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from clustering.identity.takeover import is_disjoint_in_time
from clustering.identity.transitions import Transitions
from clustering.online.novelty import compute_pairwise_cosine

_SPLIT_QUANTILE = 0.7
"""A split needs a gap as wide as that of this share of the themes to their nearest neighbours."""
_MERGE_QUANTILE = 0.05
"""A merger needs a gap narrower than that of all but this share."""
_MIN_PART_SIZE = 3
"""Fewer asks than these are single border cases, and no part of a theme."""
_MAX_SAMPLE = 4_000
"""Rows looked at, at most: means do not need more."""


@dataclass(frozen=True, slots=True)
class RejectedChanges:
    """Which changes of a regrouping are not believed."""

    rejected_splits: Mapping[int, str]
    """New group -> the theme it stays a part of."""
    locked: frozenset[str]
    """Themes that stay although their asks were put into another's group, or into many."""
    rejected_moves: Mapping[int, str] = field(default_factory=dict)
    """Row -> the theme it stays in, though the grouping put it into another's."""


def accept_changes(
    told: Transitions,
    groups: Sequence[NDArray[np.int64]],
    known: Mapping[str, NDArray[np.int64]],
    centred: NDArray[np.float32],
    times: NDArray[np.float64],
    unconfirmed: Collection[str] = (),
) -> RejectedChanges:
    """Weigh the splits and mergers of a succession. `groups` hold the rows of each new group,
    `known` the rows of each known theme; centred (n, d) is unit, times (n,) are seconds, nan where
    unknown. A part that is asked about when the rest no longer is needs no wide gap: customers say
    that it is another theme. Themes that no regrouping has seen yet (`unconfirmed`) are judged as
    parts to be split off."""
    sums, sizes = _sum_groups(groups, centred)
    gaps = _compute_nearest_gaps(sums, sizes)
    if len(gaps) < 3:
        return RejectedChanges({}, frozenset())
    wide, narrow = np.quantile(gaps, _SPLIT_QUANTILE), np.quantile(gaps, _MERGE_QUANTILE)
    home = {theme: group for group, theme in enumerate(told.continues) if theme}

    def is_apart(
        theme: str, part: NDArray[np.int64], rest: NDArray[np.int64], least: float
    ) -> bool:
        gap = _compute_gap(part, rest, centred)
        if gap > least or gap <= 0.0:
            return gap > least
        others = [times[rows] for other, rows in known.items() if other != theme]
        return is_disjoint_in_time(times[part], times[rest], others)

    rejoined = {
        flow.group: flow.theme
        for flow in told.splits
        if flow.theme in home
        and flow.group not in told.after_change_point
        and not is_apart(flow.theme, groups[flow.group], groups[home[flow.theme]], float(wide))
    }
    rivals = {flow.theme: [groups[flow.group]] for flow in told.merges}
    kept = set()
    for theme in sorted(set(known) - set(home)):
        own, least = known[theme], float(wide if theme in unconfirmed else narrow)
        is_part = theme in rivals or len(own) >= _MIN_PART_SIZE
        others = (np.setdiff1d(rows, own) for rows in rivals.get(theme, groups))
        if is_part and all(is_apart(theme, own, rest, least) for rest in others):
            kept.add(theme)
    return RejectedChanges(
        rejoined, frozenset(kept), _find_rejected_moves(told, groups, known, centred)
    )


def _find_rejected_moves(
    told: Transitions,
    groups: Sequence[NDArray[np.int64]],
    known: Mapping[str, NDArray[np.int64]],
    centred: NDArray[np.float32],
) -> dict[int, str]:
    """Asks that were put from one theme that goes on into another together, though they are more
    like those that they would leave."""
    group_of = np.full(len(centred), -1, dtype=np.int64)
    for number, rows in enumerate(groups):
        group_of[rows] = number
    held: dict[int, str] = {}
    for home, theme in enumerate(told.continues):
        if theme is None or theme not in known:
            continue
        own = known[theme]
        stayed = own[group_of[own] == home]
        for number in np.unique(group_of[own]).tolist():
            moved = own[group_of[own] == number]
            if (
                number in (-1, home)
                or told.continues[number] is None
                or len(moved) < _MIN_PART_SIZE
            ):
                continue
            others = np.setdiff1d(groups[number], own)
            if min(len(stayed), len(others)) < 2:
                continue
            here, there = (
                _compute_cosine_between(*_sum_groups([moved, rows], centred))
                for rows in (stayed, others)
            )
            if here > there:
                held |= dict.fromkeys(moved.tolist(), theme)
    return held


def _compute_cosine_between(sums: NDArray[np.float64], sizes: NDArray[np.int_]) -> float:
    """Mean cosine between the rows of two sets, from the sum of each."""
    return float((sums[0] / sizes[0]) @ (sums[1] / sizes[1]))


def _compute_gap(
    one: NDArray[np.int64], other: NDArray[np.int64], centred: NDArray[np.float32]
) -> float:
    """How far the mean cosine within two sets, each counting by its size, lies above that between
    them; without enough rows there is none."""
    if min(len(one), len(other)) < 2:
        return -1.0
    sums, sizes = _sum_groups([one, other], centred)
    return float(
        np.average(compute_pairwise_cosine(sums, sizes), weights=sizes)
    ) - _compute_cosine_between(sums, sizes)


def _compute_nearest_gaps(
    sums: NDArray[np.float64], sizes: NDArray[np.int_]
) -> NDArray[np.float64]:
    """(k,) of each group to its nearest neighbour; groups of one row are left out."""
    sums, sizes = sums[sizes > 1], sizes[sizes > 1]
    means, within = sums / sizes[:, None], compute_pairwise_cosine(sums, sizes)
    if len(means) < 2:
        return np.zeros(0)
    between = means @ means.T
    np.fill_diagonal(between, -np.inf)
    nearest = between.argmax(axis=1)
    both = sizes + sizes[nearest]
    shared = (within * sizes + within[nearest] * sizes[nearest]) / both
    gaps: NDArray[np.float64] = shared - between.max(axis=1)
    return gaps


def _sum_groups(
    groups: Sequence[NDArray[np.int64]], centred: NDArray[np.float32]
) -> tuple[NDArray[np.float64], NDArray[np.int_]]:
    chosen = [rows[:: max(len(rows) // _MAX_SAMPLE, 1)] for rows in groups]
    sums = np.vstack([centred[rows].sum(axis=0, dtype=np.float64) for rows in chosen])
    return sums, np.array([len(rows) for rows in chosen])
