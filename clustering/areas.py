"""Areas: the upper level of the hierarchy, by average linkage of the themes' centroids.

Pure and deterministic: the outcome depends on the themes alone, not on their order.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from clustering.labels.area_labels import name_areas
from domain.themes import Area, Theme

_MIN_THEMES = 6
"""Fewer themes need no areas."""
_THEMES_PER_AREA = 3
_MAX_AREAS = 20
_MAX_SIZE_RATIO = 2.0
"""Most themes in an area, over the number it would have if all areas were of one size."""
_SAME_AREA_SHARE = 0.5
"""An area keeps the id of a known one that holds more than this share of its asks."""


def find_areas(
    themes: Sequence[Theme], sizes: Mapping[str, int], known: Sequence[Area] = ()
) -> tuple[Area, ...]:
    """Gather themes into areas, ordered by id; none when there are fewer than six themes.

    sizes maps a theme's id to its number of asks. A theme without a centroid is left out. An area
    most of whose asks were in one known area keeps that one's id.
    """
    with_centroid = sorted(
        (theme for theme in themes if theme.centroid is not None), key=lambda t: t.id
    )
    if len(with_centroid) < _MIN_THEMES:
        return ()
    centroids = np.stack([theme.centroid for theme in with_centroid if theme.centroid is not None])
    groups = [[with_centroid[row] for row in group] for group in group_centroids(centroids)]
    # The largest area has the first choice of a name.
    groups.sort(key=lambda group: (-_count_asks(group, sizes), group[0].id))
    names = name_areas(groups, sizes, [name for theme in themes for name in theme.names])
    ids = _assign_ids(groups, sizes, known)
    areas = [
        Area(ids[number], names[number], tuple(theme.id for theme in group))
        for number, group in enumerate(groups)
    ]
    return tuple(sorted(areas, key=lambda area: area.id))


def group_centroids(centroids: NDArray[np.float32]) -> list[list[int]]:
    """Average linkage with a size limit: the rows of (n, p) unit centroids in groups.

    The two groups with the highest mean cosine are joined, if together they stay within twice the
    mean size, until about n / 3 groups, at most 20, are left. Single rows then join their nearest
    group.
    """
    count = len(centroids)
    wanted = min(_MAX_AREAS, max(2, round(count / _THEMES_PER_AREA)))
    max_size = int(np.ceil(_MAX_SIZE_RATIO * count / wanted))
    cosines = np.asarray(centroids, dtype=np.float64) @ np.asarray(centroids, dtype=np.float64).T
    tree = _Agglomeration(cosines, max_size)
    while tree.n_groups > wanted and tree.join(only_singles=False):
        pass
    while tree.join(only_singles=True):
        pass
    return sorted(sorted(group) for group in tree.groups if group)


class _Agglomeration:
    """Groups of rows, joined in pairs; a group that went into another is empty."""

    def __init__(self, cosines: NDArray[np.float64], max_size: int) -> None:
        self.groups = [[row] for row in range(len(cosines))]
        self.n_groups = len(cosines)
        self._sums = cosines.copy()
        self._sizes = np.ones(len(cosines))
        self._max_size = max_size

    def join(self, *, only_singles: bool) -> bool:
        """Join the nearest two groups; False where no two may be joined.

        With `only_singles` one of the two must be a single row.
        """
        sizes = self._sizes
        joinable = (sizes[:, None] + sizes[None, :] <= self._max_size) & (
            sizes[:, None] * sizes > 0
        )
        if only_singles:
            joinable &= (sizes[:, None] == 1) | (sizes[None, :] == 1)
        near = self._sums / np.maximum(sizes[:, None] * sizes[None, :], 1.0)
        near = np.where(np.triu(joinable, 1), np.round(near, 9), -np.inf)
        first, second = (int(row) for row in np.unravel_index(int(near.argmax()), near.shape))
        if near[first, second] == -np.inf:
            return False
        self._sums[first] += self._sums[second]
        self._sums[:, first] += self._sums[:, second]
        sizes[first] += sizes[second]
        sizes[second] = 0.0
        self.groups[first] += self.groups[second]
        self.groups[second] = []
        self.n_groups -= 1
        return True


def _count_asks(group: Sequence[Theme], sizes: Mapping[str, int]) -> int:
    return sum(sizes.get(theme.id, 0) for theme in group)


def _assign_ids(
    groups: Sequence[Sequence[Theme]], sizes: Mapping[str, int], known: Sequence[Area]
) -> list[str]:
    """For each group the id of the known area that most of its asks were in, else a new one."""
    unclaimed = {area.id: frozenset(area.theme_ids) for area in known}
    ids: list[str] = []
    for group in groups:
        whole = max(_count_asks(group, sizes), 1)
        shared = {
            area: sum(sizes.get(theme.id, 0) for theme in group if theme.id in before) / whole
            for area, before in unclaimed.items()
        }
        best = min(shared, key=lambda area: (-shared[area], area), default=None)
        if best is not None and shared[best] > _SAME_AREA_SHARE:
            del unclaimed[best]
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
