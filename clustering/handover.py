"""When a new theme takes over what people used to say otherwise.

People who split or merge a thing in the product change how customers ask about it: from some day on
the old words fall silent and new, similar ones take their place. No ask moves, so this is read from
when the asks of neighbouring themes were asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from domain import LineageEvent

_NEAREST = 3
"""How many of a new theme's neighbours may have handed over to it."""
_AS_NEAR = 0.1
"""Cosine by which the nearest of those may lie farther off than the nearest neighbour of all."""
_BEFORE = 56 * 86_400.0
"""Seconds before the new theme's first asks in which its neighbour's usual share is taken."""
_CHANCE, _CHANCE_NEAR, _CHANCE_TURNED = 0.003, 0.05, 0.1
"""How unlikely the neighbour's silence must be by chance (binomial, one-sided); that of one which
says nearly the same; and where it is known already that customers changed their words."""
_NEAR, _NEARLY_SAME = 0.35, 0.5
"""Cosine from which a neighbour may have handed over at all; and from which it says nearly the same.
On the demo, neighbours that fell silent by chance lie below the first."""
_FELL = 0.3
"""What is left of the neighbour's share of all that is asked, at most."""
_WANED = 0.5
"""As `_FELL`, where it is known already that customers changed their words. On the demo, .44 is left
where they did and .52 where another theme had been taken in."""
_FEWEST_TIMED = 4
"""Fewer times say nothing about when a theme was asked about."""
_EARLIEST = 0.25
"""The first quarter of a theme's asks may be strays from before: it begins after those."""


@dataclass(frozen=True, slots=True)
class Known:
    """A known theme, as its neighbour sees it."""

    id: str
    centroid: NDArray[np.float32]
    times: NDArray[np.float64]
    """(m,) seconds at which it was asked; asks without a time are left out."""


def origins_of(
    centroid: NDArray[np.float32], times: NDArray[np.float64], known: Sequence[Known]
) -> list[str]:
    """Ids of the neighbours that handed over to a new theme with this centroid (p,), asked at
    `times` (n,) seconds, the nearest first."""
    if not len(times) or len(known) < 2:
        return []
    begun, until = float(np.quantile(times, _EARLIEST)), float(times.max())
    near = np.array([theme.centroid @ centroid for theme in known])
    order = np.lexsort((np.arange(len(known)), -near))[:_NEAREST].tolist()
    before = np.array([_between(theme.times, begun - _BEFORE, begun) for theme in known])
    after = np.array([_between(theme.times, begun, until) for theme in known])
    silent = [
        place
        for place in order
        if near[place] >= _NEAR
        and _is_less(
            place, before, after, _FELL, _CHANCE_NEAR if near[place] >= _NEARLY_SAME else _CHANCE
        )
    ]
    if not silent or near[silent[0]] < near[order[0]] - _AS_NEAR:
        return []  # a new theme whose next neighbour lives on was born beside it
    return [known[place].id for place in silent]


def took_turns(
    one: NDArray[np.float64], other: NDArray[np.float64], every: NDArray[np.float64]
) -> bool:
    """Whether the asks of one of two themes fell silent as those of the other began: times in
    seconds, nan where unknown, `every` being those of all asks."""
    return gave_way(one, other, every) or gave_way(other, one, every)


def gave_way(
    old: NDArray[np.float64], new: NDArray[np.float64], every: NDArray[np.float64]
) -> bool:
    """Whether the asks of an old theme fell silent as those of a new one began."""
    if (~np.isnan(new)).sum() < _FEWEST_TIMED:
        return False
    return _is_less(0, *_around(old, new, every))


def waned(old: NDArray[np.float64], new: NDArray[np.float64], every: NDArray[np.float64]) -> bool:
    """Whether less is left of an old theme than a part, since a new one was cut from it where its
    words turned: what goes on beside the new one was there before it, and is another theme."""
    if np.isnan(new).all():
        return False
    before, after = _around(old, new, every)
    return _is_less(0, before, after, _WANED, _CHANCE_TURNED)


def _around(
    old: NDArray[np.float64], new: NDArray[np.float64], every: NDArray[np.float64]
) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """How many asks of the old theme (2,) and of all others there were before the new one began,
    and since."""
    told = new[~np.isnan(new)]
    begun = float(np.quantile(told, _EARLIEST))
    until = float(np.nanmax(every)) + 1.0
    spans = (begun - _BEFORE, begun), (begun, until)
    before, after = (
        np.array([_between(old, *span), _between(every, *span) - _between(old, *span)])
        for span in spans
    )
    return before, after


def _between(times: NDArray[np.float64], start: float, end: float) -> int:
    return int(((times >= start) & (times < end)).sum())


def _is_less(
    place: int,
    before: NDArray[np.int_],
    after: NDArray[np.int_],
    left: float = _FELL,
    chance: float = _CHANCE,
) -> bool:
    """Whether at most `left` of a theme's share of all that is asked is left since then, and less
    than chance allows, all others being the measure of how much was asked at all."""
    from scipy.stats import binom

    together, since = int(before.sum()), int(after.sum())
    if not together or not since:
        return False
    share = before[place] / together
    return bool(
        after[place] <= left * share * since and binom.cdf(after[place], since, share) < chance
    )


def passages(theme: str, origins: Sequence[str], moved: int, now: datetime) -> list[LineageEvent]:
    """How a new theme came about: born of nothing, split from one, or merged from several."""
    if not origins:
        return [LineageEvent("born", theme, now, moved=moved)]
    if len(origins) == 1:
        return [LineageEvent("split", origins[0], now, theme, moved)]
    return [LineageEvent("merged", origin, now, theme, moved) for origin in sorted(origins)]
