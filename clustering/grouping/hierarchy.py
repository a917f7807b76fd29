"""Areas: themes that belong together, the upper level of the hierarchy.

Pure and deterministic: the outcome depends on the themes alone, not on their order.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from clustering.labels.area_labels import name_areas
from domain.themes import Area, Theme

_MIN_THEMES = 6
"""Fewer themes are read at a glance."""
_THEMES_PER_AREA = 3
_MAX_AREAS = 20
_MAX_SIZE_RATIO = 2.0
"""An area may hold this many times the themes it would if all were of one size."""
_SAME_AREA_SHARE = 0.5
"""Share of an area's asks that must stay together for it to keep its id."""


def find_areas(
    themes: Sequence[Theme], sizes: Mapping[str, int], known: Sequence[Area] = ()
) -> tuple[Area, ...]:
    """Gather themes into areas, by id; none when there are fewer than six themes.

    sizes are the themes' asks. A theme without a centroid is left out. An area most of whose asks
    were in one known area keeps that one's id.
    """
    placed = sorted((theme for theme in themes if theme.centroid is not None), key=lambda t: t.id)
    if len(placed) < _MIN_THEMES:
        return ()
    centroids = np.stack([theme.centroid for theme in placed if theme.centroid is not None])
    groups = [[placed[row] for row in group] for group in group_centroids(centroids)]
    # The largest names itself first.
    groups.sort(key=lambda group: (-_count_asks(group, sizes), group[0].id))
    names = name_areas(groups, sizes, [name for theme in themes for name in theme.names])
    ids = _assign_ids(groups, sizes, known)
    areas = [
        Area(ids[number], names[number], tuple(theme.id for theme in group))
        for number, group in enumerate(groups)
    ]
    return tuple(sorted(areas, key=lambda area: area.id))


def group_centroids(centroids: NDArray[np.float32]) -> list[list[int]]:
    """Rows of (n, p) unit centroids in groups by average linkage, none of them a giant.

    The two groups with the highest mean cosine are joined as long as the outcome stays small
    enough, until about n / 3 groups, at most 20, are left; who is alone then joins the nearest.
    """
    count = len(centroids)
    wanted = min(_MAX_AREAS, max(2, round(count / _THEMES_PER_AREA)))
    most = int(np.ceil(_MAX_SIZE_RATIO * count / wanted))
    cosines = np.asarray(centroids, dtype=np.float64) @ np.asarray(centroids, dtype=np.float64).T
    tree = _Agglomeration(cosines, most)
    while tree.n_groups > wanted and tree.join(only_singles=False):
        pass
    while tree.join(only_singles=True):
        pass
    return sorted(sorted(group) for group in tree.groups if group)


class _Agglomeration:
    """Groups of rows, joined two by two; a group that went into another is empty."""

    def __init__(self, cosines: NDArray[np.float64], most: int) -> None:
        self.groups = [[row] for row in range(len(cosines))]
        self.n_groups = len(cosines)
        self._sums = cosines.copy()
        self._sizes = np.ones(len(cosines))
        self._max_size = most

    def join(self, *, only_singles: bool) -> bool:
        """Join the nearest two groups, with `alone` only where one holds a single row; whether any
        could be joined."""
        held = self._sizes
        joinable = (held[:, None] + held[None, :] <= self._max_size) & (held[:, None] * held > 0)
        if only_singles:
            joinable &= (held[:, None] == 1) | (held[None, :] == 1)
        near = self._sums / np.maximum(held[:, None] * held[None, :], 1.0)
        near = np.where(np.triu(joinable, 1), np.round(near, 9), -np.inf)
        one, other = (int(row) for row in np.unravel_index(int(near.argmax()), near.shape))
        if near[one, other] == -np.inf:
            return False
        self._sums[one] += self._sums[other]
        self._sums[:, one] += self._sums[:, other]
        held[one] += held[other]
        held[other] = 0.0
        self.groups[one] += self.groups[other]
        self.groups[other] = []
        self.n_groups -= 1
        return True


def _count_asks(group: Sequence[Theme], sizes: Mapping[str, int]) -> int:
    return sum(sizes.get(theme.id, 0) for theme in group)


def _assign_ids(
    groups: Sequence[Sequence[Theme]], sizes: Mapping[str, int], known: Sequence[Area]
) -> list[str]:
    """The id of the known area most of a group's asks were in; else one made of its themes."""
    free = {area.id: frozenset(area.theme_ids) for area in known}
    ids: list[str] = []
    for group in groups:
        whole = max(_count_asks(group, sizes), 1)
        shared = {
            area: sum(sizes.get(theme.id, 0) for theme in group if theme.id in before) / whole
            for area, before in free.items()
        }
        best = min(shared, key=lambda area: (-shared[area], area), default=None)
        if best is not None and shared[best] > _SAME_AREA_SHARE:
            del free[best]
            ids.append(best)
        else:
            ids.append(_make_area_id(group, {area.id for area in known}.union(ids)))
    return ids


def _make_area_id(group: Sequence[Theme], taken: set[str]) -> str:
    seed = " ".join(theme.id for theme in group)
    while True:
        area_id = f"ar-{sha256(seed.encode()).hexdigest()[:8]}"
        if area_id not in taken:
            return area_id
        seed += " "
