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

from domain.themes import LineageEvent

_NEAREST = 3
"""How many of a new theme's neighbours may have handed over to it."""
_AS_NEAR = 0.1
"""Cosine by which the nearest of those may lie farther off than the nearest neighbour of all."""
_BEFORE = 70 * 86_400.0
"""Seconds before the new theme's first asks in which its neighbour's usual share is taken."""
_CHANCE, _CHANCE_NEAR, _CHANCE_TURNED = 0.003, 0.05, 0.1
"""How unlikely the neighbour's silence must be by chance (binomial, one-sided); that of one which
says nearly the same; and where it is known already that customers changed their words."""
_NEAR, _NEARLY_SAME = 0.35, 0.5
"""Cosine from which a neighbour may have handed over at all; and from which it says nearly the
same. On the demo, neighbours that fell silent by chance lie below the first."""
_FELL = 0.2
"""What is left of the neighbour's share of all that is asked, at most."""
_WANED = 0.5
"""As `_FELL`, where it is known already that customers changed their words. On the demo, .44 is
left where they did and .52 where another theme had been taken in."""
_FEWEST_TIMED = 4
"""Fewer times say nothing about when a theme was asked about."""
_FEWEST_STEADY = 3
"""Fewer themes that were there before are no measure of how much is asked."""
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
    near = np.array([theme.centroid @ centroid for theme in known])
    order = np.lexsort((np.arange(len(known)), -near))[:_NEAREST].tolist()
    silent = [
        place
        for place in order
        if near[place] >= _NEAR
        and _is_less(
            known[place].times,
            times,
            [theme.times for number, theme in enumerate(known) if number != place],
            chance=_CHANCE_NEAR if near[place] >= _NEARLY_SAME else _CHANCE,
        )
    ]
    if not silent or near[silent[0]] < near[order[0]] - _AS_NEAR:
        return []  # a new theme whose next neighbour lives on was born beside it
    return [known[place].id for place in silent]


def took_turns(
    one: NDArray[np.float64], other: NDArray[np.float64], others: Sequence[NDArray[np.float64]]
) -> bool:
    """Whether the asks of one of two themes fell silent as those of the other began: times in
    seconds, nan where unknown, `others` being those of every other theme."""
    return gave_way(one, other, others) or gave_way(other, one, others)


def gave_way(
    old: NDArray[np.float64], new: NDArray[np.float64], others: Sequence[NDArray[np.float64]]
) -> bool:
    """Whether the asks of an old theme fell silent as those of a new one began."""
    return int((~np.isnan(new)).sum()) >= _FEWEST_TIMED and _is_less(old, new, others)


def waned(
    old: NDArray[np.float64], new: NDArray[np.float64], others: Sequence[NDArray[np.float64]]
) -> bool:
    """Whether less than a part is left of an old theme since a new one was cut from it where its
    words turned: what goes on beside the new one was there before it, and is another theme."""
    return _is_less(old, new, others, _WANED, _CHANCE_TURNED)


def _is_less(
    old: NDArray[np.float64],
    new: NDArray[np.float64],
    others: Sequence[NDArray[np.float64]],
    left: float = _FELL,
    chance: float = _CHANCE,
) -> bool:
    """Whether at most `left` of an old theme's share is left since a new one began, and less than
    chance allows. Its share is that among the themes that were there all the time: others that come
    up take nothing from it."""
    from scipy.stats import binom

    told = new[~np.isnan(new)]
    if not len(told):
        return False
    begun = float(np.quantile(told, _EARLIEST))
    until = max(float(np.nanmax(times)) for times in (told, old, *others) if _is_timed(times))
    start = begun - _BEFORE
    settled = [times for times in others if _is_timed(times) and np.nanmin(times) < start]
    steady = settled if len(settled) >= _FEWEST_STEADY else others
    before = [_between(times, start, begun) for times in (old, *steady)]
    after = [_between(times, begun, until + 1.0) for times in (old, *steady)]
    if not sum(before) or not sum(after):
        return False
    share, since = before[0] / sum(before), sum(after)
    return bool(after[0] <= left * share * since and binom.cdf(after[0], since, share) < chance)


def _is_timed(times: NDArray[np.float64]) -> bool:
    return bool((~np.isnan(times)).any())


def _between(times: NDArray[np.float64], start: float, end: float) -> int:
    return int(((times >= start) & (times < end)).sum())


def passages(theme: str, origins: Sequence[str], moved: int, now: datetime) -> list[LineageEvent]:
    """How a new theme came about: born of nothing, split from one, or merged from several."""
    if not origins:
        return [LineageEvent("born", theme, now, moved=moved)]
    if len(origins) == 1:
        return [LineageEvent("split", origins[0], now, theme, moved)]
    return [LineageEvent("merged", origin, now, theme, moved) for origin in sorted(origins)]
