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
_BEFORE = 56 * 86_400.0
"""Seconds before the new theme's first asks in which its neighbour's usual rate is taken."""
_CHANCE = 0.01
"""How unlikely the neighbour's silence must be by chance (Poisson, one-sided)."""
_FELL = 0.5
"""What is left of the neighbour's rate, at most."""
_EARLIEST = 0.1
"""The first tenth of a theme's asks may be strays: it begins after those."""


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
    if not len(times) or not known:
        return []
    begun, until = float(np.quantile(times, _EARLIEST)), float(times.max())
    near = np.array([theme.centroid @ centroid for theme in known])
    order = np.lexsort((np.arange(len(known)), -near))[:_NEAREST]
    return [known[place].id for place in order if _fell_silent(known[place].times, begun, until)]


def _fell_silent(times: NDArray[np.float64], begun: float, until: float) -> bool:
    """Whether a theme is asked about less since then than chance allows."""
    from scipy.stats import poisson

    before = times[(times >= begun - _BEFORE) & (times < begun)]
    if not len(before) or until <= begun:
        return False
    watched = begun - max(float(times.min()), begun - _BEFORE)
    expected = len(before) / max(watched, 86_400.0) * (until - begun)
    after = int(((times >= begun) & (times <= until)).sum())
    return after <= _FELL * expected and float(poisson.cdf(after, expected)) < _CHANCE


def passages(theme: str, origins: Sequence[str], moved: int, now: datetime) -> list[LineageEvent]:
    """How a new theme came about: born of nothing, split from one, or merged from several."""
    if not origins:
        return [LineageEvent("born", theme, now, moved=moved)]
    if len(origins) == 1:
        return [LineageEvent("split", origins[0], now, theme, moved)]
    return [LineageEvent("merged", origin, now, theme, moved) for origin in sorted(origins)]
