"""How much of a change of the mean rating each theme explains. Association, not cause."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from signals.impact.drivers import MIN_CUSTOMERS, MIN_RATED, RatedConversation
from signals.statistics.intervals import LEVEL

_DRAWS = 400
"""Resamplings of the customers for the intervals."""
NO_THEME = ""
"""Conversations that are in no theme."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Contribution:
    """A theme's part of the change."""

    theme_id: str
    """`NO_THEME` for conversations in none."""
    points: float
    """All themes' add up to the change."""
    low: float
    """95 % interval, by customer."""
    high: float


@dataclass(frozen=True, slots=True)
class RatingChange:
    """The mean rating of a period beside that of the period before."""

    before: float
    now: float
    themes: tuple[Contribution, ...]
    """The largest parts first, whichever way they go."""


def explain_change(
    now: Sequence[RatedConversation], before: Sequence[RatedConversation]
) -> RatingChange | None:
    """The change of the mean, theme by theme; None where too little is rated in either period.

    A conversation in several themes counts for each in part. A theme's part is its share's change
    times how far its mean lies from the mean of all, plus its mean's change times its share, both
    with the averages of the two periods (Kitagawa 1955): together they are the change exactly. The
    intervals are percentiles over resampled customers.
    """
    if not (_suffices(now) and _suffices(before)):
        return None
    themes = sorted({name for row in (*now, *before) for name in row.themes or {NO_THEME}})
    sides = [_spread(rows, themes) for rows in (now, before)]
    points, means = _decompose(*(side.add_up(side.ones()) for side in sides))
    chance = np.random.default_rng(0)
    drawn = np.array(
        [_decompose(*(side.add_up(side.resample(chance)) for side in sides))[0]
         for _ in range(_DRAWS)]
    )  # fmt: skip
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    found = [
        Contribution(theme, float(points[n]), float(low[n]), float(high[n]))
        for n, theme in enumerate(themes)
    ]
    found.sort(key=lambda one: (-abs(one.points), one.theme_id))
    return RatingChange(means[1], means[0], tuple(found))


@dataclass(frozen=True, slots=True)
class _Side:
    """n rated conversations of one period, spread over k themes."""

    parts: Floats
    """(n, k) how much of each conversation counts for each theme."""
    ratings: Floats
    """(n,)"""
    customer: NDArray[np.int64]
    """(n,) numbers from 0."""

    def ones(self) -> Floats:
        return np.ones(len(self.ratings))

    def resample(self, chance: np.random.Generator) -> Floats:
        """(n,) how often each conversation is drawn, with its customer."""
        people = int(self.customer.max()) + 1
        return chance.multinomial(people, np.full(people, 1 / people))[self.customer].astype(float)

    def add_up(self, weights: Floats) -> tuple[Floats, Floats]:
        """(k,) shares and (k,) sums of ratings over all conversations' weight."""
        total = weights.sum()
        return weights @ self.parts / total, (weights * self.ratings) @ self.parts / total


def _spread(rows: Sequence[RatedConversation], themes: Sequence[str]) -> _Side:
    place = {theme: number for number, theme in enumerate(themes)}
    parts = np.zeros((len(rows), len(themes)))
    for number, row in enumerate(rows):
        for theme in row.themes or {NO_THEME}:
            parts[number, place[theme]] = 1 / max(len(row.themes), 1)
    _, customer = np.unique([row.customer for row in rows], return_inverse=True)
    return _Side(parts, np.array([row.rating for row in rows]), customer)


def _decompose(
    now: tuple[Floats, Floats], before: tuple[Floats, Floats]
) -> tuple[Floats, tuple[float, float]]:
    """(k,) points of each theme, and both means."""
    (share, weighted), (share_before, weighted_before) = now, before
    mean, mean_before = float(weighted.sum()), float(weighted_before.sum())
    with np.errstate(divide="ignore", invalid="ignore"):
        own, own_before = weighted / share, weighted_before / share_before
    # A theme that is in one period only has that period's mean.
    own, own_before = (
        np.where(share > 0, own, own_before),
        np.where(share_before > 0, own_before, own),
    )
    own, own_before = np.nan_to_num(own), np.nan_to_num(own_before)
    mixed = (share - share_before) * ((own + own_before) / 2 - (mean + mean_before) / 2)
    return mixed + (own - own_before) * (share + share_before) / 2, (mean, mean_before)


def _suffices(rows: Sequence[RatedConversation]) -> bool:
    return len(rows) >= MIN_RATED and len({row.customer for row in rows}) >= MIN_CUSTOMERS
