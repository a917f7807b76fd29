"""Transitions from known themes to the groups of a new grouping: continued, split, merged, revived.

Ids are matched one to one (`match_themes`). Splits and merges are then found from the flows of
asks between themes and groups.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from clustering.identity.matching import KnownTheme, compute_shared_weight, match_themes

_MAJORITY = 0.5
"""Least share of a group's known asks from one theme, for a split; of a theme's asks in one group,
for a merge."""
_MIN_PART_SHARE = 0.1
"""Least share of a theme's asks in a part that is split off."""
_MIN_OLD_SHARE = 0.25
"""Share of a theme's asks before a change point from which the earlier group continues it."""
_MIN_MOVED = 3
"""Fewest asks in a split."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Asks that went from a known theme into a new group."""

    theme: str
    """Id of the known theme."""
    group: int
    """Number of the new group."""
    moved: int
    """How many asks went there."""


@dataclass(frozen=True, slots=True)
class Transitions:
    """How new groups follow on known themes."""

    continues: tuple[str | None, ...]
    """For each group the theme that it continues; None for a new one."""
    revived: frozenset[str]
    """Those of `continues` that were retired."""
    splits: tuple[Flow, ...]
    """Groups that continue no live theme and mostly were part of one; a revived theme may be
    such a group."""
    merges: tuple[Flow, ...]
    """Themes that no group continues and whose asks are mostly in one group."""
    after_change_point: frozenset[int] = frozenset()
    """Groups that hold what came after a change point (`clustering.identity.change_points`)."""


def match_transitions(
    known: Sequence[KnownTheme],
    former: Sequence[KnownTheme],
    groups: Sequence[frozenset[str]],
    centroids: NDArray[np.float32] | None = None,
    cut_from: Mapping[int, int] | None = None,
) -> Transitions:
    """Match the `known` live themes, then the retired `former` ones, with g new groups of ask ids.

    centroids is (g, p) unit, in the projection of the themes' centroids. cut_from maps a group that
    holds what came after a change point to the group that holds what came before.
    """
    themes = sorted(known, key=lambda theme: theme.id)
    common = compute_shared_weight(themes, groups)
    counts = compute_shared_weight([replace(theme, weights={}) for theme in themes], groups).astype(
        int
    )
    continues = match_themes(themes, groups, centroids)
    _prefer_old_wording(continues, themes, common, cut_from or {})
    splits = _find_splits(themes, continues, common, counts, [len(asks) for asks in groups])
    revived = _revive_former(former, groups, continues)
    return Transitions(
        continues=tuple(continues),
        revived=frozenset(revived),
        splits=tuple(splits),
        merges=tuple(_find_merges(themes, continues, common, counts)),
        after_change_point=frozenset(cut_from or ()),
    )


def find_alike(
    known: Sequence[KnownTheme], held: Collection[str], groups: Sequence[frozenset[str]]
) -> dict[int, frozenset[str]]:
    """New group -> those of the `held` themes that the grouping would give to it in good part.

    A held theme keeps its asks for want of evidence. Where the grouping, which knows no times, puts
    a tenth of them or more into a group, they are worded like the group's own.
    """
    kept = [theme for theme in known if theme.id in held]
    return {
        number: frozenset(
            theme.id
            for theme in kept
            if len(theme.ask_ids & asks) >= _MIN_PART_SHARE * len(theme.ask_ids)
        )
        for number, asks in enumerate(groups)
    }


def _prefer_old_wording(
    continues: list[str | None],
    themes: Sequence[KnownTheme],
    common: NDArray[np.float64],
    cut_from: Mapping[int, int],
) -> None:
    """At a change point let the earlier group continue the theme, even if the later is larger."""
    place = {theme.id: number for number, theme in enumerate(themes)}
    for later, earlier in cut_from.items():
        theme = continues[later]
        if theme is None or continues[earlier] is not None:
            continue
        mass = common[:, place[theme]]
        if mass[earlier] >= _MIN_OLD_SHARE * mass.sum():
            continues[earlier], continues[later] = theme, None


def _revive_former(
    former: Sequence[KnownTheme],
    groups: Sequence[frozenset[str]],
    continues: list[str | None],
) -> set[str]:
    """Set retired themes that come back in `continues`; returns their ids."""
    fresh = [group for group, theme in enumerate(continues) if theme is None]
    matched = _match_former(former, [groups[group] for group in fresh])
    for group, theme in zip(fresh, matched, strict=True):
        continues[group] = theme
    return {theme for theme in matched if theme}


def _match_former(
    former: Sequence[KnownTheme], groups: Sequence[frozenset[str]]
) -> list[str | None]:
    """Greedy matching, best pairs first, each theme and group once.

    Retired themes may share asks, so they are no partition that could be matched as a whole.
    """
    pairs = sorted(
        (
            (-shared, theme.id, group)
            for group, asks in enumerate(groups)
            for theme in former
            if (shared := _compute_mutual_share(theme.ask_ids, asks)) >= _MAJORITY
        )
    )
    found: list[str | None] = [None] * len(groups)
    for _, theme, group in pairs:
        if found[group] is None and theme not in found:
            found[group] = theme
    return found


def _compute_mutual_share(theme: frozenset[str], group: frozenset[str]) -> float:
    """Share of the theme's asks in the group; 0 where they are under a quarter of the group."""
    common = len(theme & group)
    return common / len(theme) if theme and common >= len(group) / 4 else 0.0


def _find_splits(
    themes: Sequence[KnownTheme],
    continues: Sequence[str | None],
    common: NDArray[np.float64],
    counts: NDArray[np.int_],
    sizes: Sequence[int],
) -> list[Flow]:
    found = []
    for group, theme in enumerate(continues):
        mass = common[group] if len(themes) else np.zeros(0)
        if theme is not None or not mass.sum():
            continue
        origin = int(mass.argmax())
        moved = int(counts[group, origin])
        is_part = mass[origin] >= _MIN_PART_SHARE * common[:, origin].sum()
        # A group of mostly new asks is born, not split, though a few of its asks were elsewhere.
        is_old = moved >= max(_MIN_MOVED, _MAJORITY * sizes[group])
        if mass[origin] >= _MAJORITY * mass.sum() and is_part and is_old:
            found.append(Flow(themes[origin].id, group, moved))
    return found


def _find_merges(
    themes: Sequence[KnownTheme],
    continues: Sequence[str | None],
    common: NDArray[np.float64],
    counts: NDArray[np.int_],
) -> list[Flow]:
    alive = set(continues)
    found = []
    for place, theme in enumerate(themes):
        mass = common[:, place]
        if theme.id in alive or not mass.sum():
            continue
        into = int(mass.argmax())
        if mass[into] >= _MAJORITY * mass.sum():
            found.append(Flow(theme.id, into, int(counts[into, place])))
    return found
