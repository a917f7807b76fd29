"""Drivers of the rating: what each theme takes from it or adds to it. Association, not cause."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from signals.impact.clusters import compare_means

MIN_RATED, MIN_CUSTOMERS = 20, 10
"""Rated conversations and their customers, with a theme and without it, below which nothing is
told of it."""
_SCALES = (1, 5, 10, 100)
"""Highest points of the scales in use: thumbs, stars, NPS, per cent."""


@dataclass(frozen=True, slots=True)
class RatedConversation:
    """A conversation whose customer rated it."""

    source: str
    customer: int
    """A number; each unknown customer has one of their own."""
    rating: float
    themes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Driver:
    """What a theme does to the mean rating."""

    theme_id: str
    rated: int
    """Rated conversations with it."""
    customers: int
    mean: float
    """Mean rating of these."""
    lost: float
    """Points by which the mean of the rest is higher than the mean of all; negative where the theme
    lifts it."""
    low: float
    """95 % interval of `lost`, by customer."""
    high: float


@dataclass(frozen=True, slots=True)
class Drivers:
    """The drivers of the rating, the most points lost first."""

    scale: int
    """Highest point of the scale that most ratings have; others are left out."""
    rated: int
    mean: float | None
    """None where too few are rated."""
    left_out: int
    """Ratings of other scales."""
    themes: tuple[Driver, ...]
    too_few: int
    """Themes of which too little is rated to tell."""


def find_drivers(rows: Sequence[RatedConversation]) -> Drivers:
    """What each theme does to the mean rating. A theme is compared with all conversations without
    it; themes that the same conversations have share what they take."""
    scales = {source: _find_scale(rows, source) for source in {row.source for row in rows}}
    usual = Counter(scales[row.source] for row in rows)
    scale = max(usual, key=lambda one: (usual[one], -one), default=_SCALES[1])
    kept = [row for row in rows if scales[row.source] == scale]
    if not _suffices(kept):
        themes = {theme for row in kept for theme in row.themes}
        return Drivers(scale, len(kept), None, len(rows) - len(kept), (), len(themes))
    found, too_few = _compare_themes(kept)
    mean = float(np.mean([row.rating for row in kept]))
    return Drivers(scale, len(kept), mean, len(rows) - len(kept), found, too_few)


def _find_scale(rows: Sequence[RatedConversation], source: str) -> int:
    """The lowest scale that holds all ratings of a source."""
    highest = max(row.rating for row in rows if row.source == source)
    return next((scale for scale in _SCALES if highest <= scale), _SCALES[-1])


def _compare_themes(rows: Sequence[RatedConversation]) -> tuple[tuple[Driver, ...], int]:
    ratings = np.array([row.rating for row in rows])
    customers = np.array([row.customer for row in rows])
    themes = sorted({theme for row in rows for theme in row.themes})
    found = []
    for theme in themes:
        among = np.array([theme in row.themes for row in rows])
        if not _suffices([row for row, has in zip(rows, among, strict=True) if has]):
            continue
        if not _suffices([row for row, has in zip(rows, among, strict=True) if not has]):
            continue
        lost, low, high = compare_means(ratings, among, customers)
        people = len(np.unique(customers[among]))
        found.append(
            Driver(theme, int(among.sum()), people, float(ratings[among].mean()), lost, low, high)
        )
    found.sort(key=lambda one: (-one.lost, one.theme_id))
    return tuple(found), len(themes) - len(found)


def _suffices(rows: Sequence[RatedConversation]) -> bool:
    return len(rows) >= MIN_RATED and len({row.customer for row in rows}) >= MIN_CUSTOMERS
