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

_MAX_NEIGHBOURS = 3
"""How many of a new theme's neighbours may have handed over to it."""
_COSINE_SLACK = 0.1
"""Cosine by which the nearest of those may lie farther off than the nearest neighbour of all."""
_BASELINE_SECONDS = 70 * 86_400.0
"""Seconds before the new theme's first asks in which its neighbour's usual share is taken."""
_MAX_P, _MAX_P_NEAR, _MAX_P_DECLINED = 0.003, 0.05, 0.1
"""How unlikely the neighbour's silence must be by chance (binomial, one-sided); that of one which
says nearly the same; and where it is known already that customers changed their words."""
_MIN_COSINE, _SAME_COSINE = 0.35, 0.5
"""Cosine from which a neighbour may have handed over at all; and from which it says nearly the
same. On the demo, neighbours that fell silent by chance lie below the first."""
_MAX_SHARE_LEFT = 0.2
"""What is left of the neighbour's share of all that is asked, at most."""
_MAX_SHARE_LEFT_DECLINED = 0.5
"""As `_MAX_SHARE_LEFT`, where it is known already that customers changed their words. On the
demo, .44 is left where they did and .52 where another theme had been taken in."""
_MIN_TIMES = 4
"""Fewer times say nothing about when a theme was asked about."""
_MIN_BASELINE_THEMES = 3
"""Fewer themes that were there before are no measure of how much is asked."""
_START_QUANTILE = 0.25
"""The first quarter of a theme's asks may be strays from before: it begins after those."""


@dataclass(frozen=True, slots=True)
class NeighbourTheme:
    """A known theme, as its neighbour sees it."""

    id: str
    centroid: NDArray[np.float32]
    times: NDArray[np.float64]
    """(m,) seconds at which it was asked; asks without a time are left out."""


def find_origins(
    centroid: NDArray[np.float32], times: NDArray[np.float64], known: Sequence[NeighbourTheme]
) -> list[str]:
    """Ids of the neighbours that handed over to a new theme with this centroid (p,), asked at
    `times` (n,) seconds, the nearest first."""
    if not len(times) or len(known) < 2:
        return []
    near = np.array([theme.centroid @ centroid for theme in known])
    order = np.lexsort((np.arange(len(known)), -near))[:_MAX_NEIGHBOURS].tolist()
    silent = [
        place
        for place in order
        if near[place] >= _MIN_COSINE
        and _has_share_dropped(
            known[place].times,
            times,
            [theme.times for number, theme in enumerate(known) if number != place],
            chance=_MAX_P_NEAR if near[place] >= _SAME_COSINE else _MAX_P,
        )
    ]
    if not silent or near[silent[0]] < near[order[0]] - _COSINE_SLACK:
        return []  # a new theme whose next neighbour lives on was born beside it
    return [known[place].id for place in silent]


def is_disjoint_in_time(
    one: NDArray[np.float64], other: NDArray[np.float64], others: Sequence[NDArray[np.float64]]
) -> bool:
    """Whether the asks of one of two themes fell silent as those of the other began: times in
    seconds, nan where unknown, `others` being those of every other theme."""
    return is_replaced_by(one, other, others) or is_replaced_by(other, one, others)


def is_replaced_by(
    old: NDArray[np.float64], new: NDArray[np.float64], others: Sequence[NDArray[np.float64]]
) -> bool:
    """Whether the asks of an old theme fell silent as those of a new one began."""
    return int((~np.isnan(new)).sum()) >= _MIN_TIMES and _has_share_dropped(old, new, others)


def has_declined(
    old: NDArray[np.float64], new: NDArray[np.float64], others: Sequence[NDArray[np.float64]]
) -> bool:
    """Whether less than a part is left of an old theme since a new one was cut from it where its
    words turned: what goes on beside the new one was there before it, and is another theme."""
    return _has_share_dropped(old, new, others, _MAX_SHARE_LEFT_DECLINED, _MAX_P_DECLINED)


def _has_share_dropped(
    old: NDArray[np.float64],
    new: NDArray[np.float64],
    others: Sequence[NDArray[np.float64]],
    left: float = _MAX_SHARE_LEFT,
    chance: float = _MAX_P,
) -> bool:
    """Whether at most `left` of an old theme's share is left since a new one began, and less than
    chance allows. Its share is that among the themes that were there all the time: others that come
    up take nothing from it."""
    from scipy.stats import binom

    told = new[~np.isnan(new)]
    if not len(told):
        return False
    begun = float(np.quantile(told, _START_QUANTILE))
    until = max(float(np.nanmax(times)) for times in (told, old, *others) if _has_times(times))
    start = begun - _BASELINE_SECONDS
    settled = [times for times in others if _has_times(times) and np.nanmin(times) < start]
    steady = settled if len(settled) >= _MIN_BASELINE_THEMES else others
    before = [_count_between(times, start, begun) for times in (old, *steady)]
    after = [_count_between(times, begun, until + 1.0) for times in (old, *steady)]
    if not sum(before) or not sum(after):
        return False
    share, since = before[0] / sum(before), sum(after)
    return bool(after[0] <= left * share * since and binom.cdf(after[0], since, share) < chance)


def _has_times(times: NDArray[np.float64]) -> bool:
    return bool((~np.isnan(times)).any())


def _count_between(times: NDArray[np.float64], start: float, end: float) -> int:
    return int(((times >= start) & (times < end)).sum())


def build_origin_events(
    theme: str, origins: Sequence[str], moved: int, now: datetime
) -> list[LineageEvent]:
    """How a new theme came about: born of nothing, split from one, or merged from several."""
    if not origins:
        return [LineageEvent("born", theme, now, moved=moved)]
    if len(origins) == 1:
        return [LineageEvent("split", origins[0], now, theme, moved)]
    return [LineageEvent("merged", origin, now, theme, moved) for origin in sorted(origins)]
