"""Takeover: a new theme replaces a similar one whose share of asks dropped when the new one began.

A change in the product changes how customers ask about it: from some day on old wordings stop and
similar new ones begin. No ask moves between themes, so takeovers are found from the times of the
asks of neighbouring themes, by a one-sided binomial test.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from domain.themes import LineageEvent

_MAX_NEIGHBOURS = 3
"""Most neighbours of a new theme that are tested."""
_COSINE_SLACK = 0.1
"""Most by which the cosine of the nearest replaced neighbour may lie below that of the nearest
neighbour."""
_BASELINE_SECONDS = 70 * 86_400.0
"""Length in seconds of the baseline before the new theme's start, here 70 days."""
_MAX_P, _MAX_P_NEAR, _MAX_P_DECLINED = 0.003, 0.05, 0.1
"""Significance levels of the binomial test: for a neighbour, for a neighbour of nearly the same
meaning, and after a known change point."""
_MIN_COSINE, _SAME_COSINE = 0.35, 0.5
"""Least cosine of a replaced neighbour, and the cosine from which meanings are nearly the same. On
the demo, neighbours whose asks stopped by chance lie below the first."""
_MAX_SHARE_LEFT = 0.2
"""Most that is left of a replaced theme's share, as a part of its share in the baseline."""
_MAX_SHARE_LEFT_DECLINED = 0.5
"""As `_MAX_SHARE_LEFT`, after a known change point. On the demo .44 is left where wording changed,
.52 where the group had held two themes."""
_MIN_TIMES = 4
"""Fewest asks with a known time of a theme that replaces another."""
_MIN_BASELINE_THEMES = 3
"""Fewest themes in the baseline; with fewer, all themes are taken."""
_START_QUANTILE = 0.25
"""A theme starts at this quantile of its times: earlier asks may be strays."""


@dataclass(frozen=True, slots=True)
class NeighbourTheme:
    """A known theme that may have been replaced."""

    id: str
    centroid: NDArray[np.float32]
    """(p,) unit."""
    times: NDArray[np.float64]
    """(m,) times of its asks in seconds; asks without a time are left out."""


def find_origins(
    centroid: NDArray[np.float32], times: NDArray[np.float64], known: Sequence[NeighbourTheme]
) -> list[str]:
    """Ids of the known themes that a new one replaces, the nearest first.

    centroid is (p,) unit, times (n,) are the new theme's in seconds.
    """
    if not len(times) or len(known) < 2:
        return []
    near = np.array([theme.centroid @ centroid for theme in known])
    order = np.lexsort((np.arange(len(known)), -near))[:_MAX_NEIGHBOURS].tolist()
    replaced = [
        place
        for place in order
        if near[place] >= _MIN_COSINE
        and _has_share_dropped(
            known[place].times,
            times,
            [theme.times for number, theme in enumerate(known) if number != place],
            max_p=_MAX_P_NEAR if near[place] >= _SAME_COSINE else _MAX_P,
        )
    ]
    if not replaced or near[replaced[0]] < near[order[0]] - _COSINE_SLACK:
        return []  # its nearest neighbour goes on, so nothing was replaced
    return [known[place].id for place in replaced]


def is_disjoint_in_time(
    first: NDArray[np.float64], second: NDArray[np.float64], others: Sequence[NDArray[np.float64]]
) -> bool:
    """Whether one of two themes is replaced by the other, in either order.

    Times are in seconds, nan where unknown; `others` are those of every other theme.
    """
    return is_replaced_by(first, second, others) or is_replaced_by(second, first, others)


def is_replaced_by(
    old: NDArray[np.float64], new: NDArray[np.float64], others: Sequence[NDArray[np.float64]]
) -> bool:
    """Whether an old theme's share dropped to at most a fifth when a new one began (p < .003)."""
    return int((~np.isnan(new)).sum()) >= _MIN_TIMES and _has_share_dropped(old, new, others)


def has_declined(
    old: NDArray[np.float64], new: NDArray[np.float64], others: Sequence[NDArray[np.float64]]
) -> bool:
    """Whether the share of an old theme at least halved after a known change point (p < .1).

    If it did not, what goes on is another theme that the group had held too.
    """
    return _has_share_dropped(old, new, others, _MAX_SHARE_LEFT_DECLINED, _MAX_P_DECLINED)


def _has_share_dropped(
    old: NDArray[np.float64],
    new: NDArray[np.float64],
    others: Sequence[NDArray[np.float64]],
    max_left: float = _MAX_SHARE_LEFT,
    max_p: float = _MAX_P,
) -> bool:
    """One-sided binomial test of a drop of an old theme's share since a new one started.

    True where at most `max_left` of its share in the baseline is left and p < `max_p`. The baseline
    is the 70 days before the start. Shares are among the themes that were there before the
    baseline, so that themes which begin later do not lower them.
    """
    # Imported here: scipy is loaded only by processes that group.
    from scipy.stats import binom

    known_times = new[~np.isnan(new)]
    if not len(known_times):
        return False
    start = float(np.quantile(known_times, _START_QUANTILE))
    last = max(
        float(np.nanmax(times)) for times in (known_times, old, *others) if _has_times(times)
    )
    baseline_start = start - _BASELINE_SECONDS
    earlier = [t for t in others if _has_times(t) and np.nanmin(t) < baseline_start]
    baseline = earlier if len(earlier) >= _MIN_BASELINE_THEMES else others
    before = [_count_between(times, baseline_start, start) for times in (old, *baseline)]
    after = [_count_between(times, start, last + 1.0) for times in (old, *baseline)]
    if not sum(before) or not sum(after):
        return False
    share, total = before[0] / sum(before), sum(after)
    return bool(after[0] <= max_left * share * total and binom.cdf(after[0], total, share) < max_p)


def _has_times(times: NDArray[np.float64]) -> bool:
    return bool((~np.isnan(times)).any())


def _count_between(times: NDArray[np.float64], start: float, end: float) -> int:
    return int(((times >= start) & (times < end)).sum())


def build_origin_events(
    theme: str, origins: Sequence[str], moved: int, now: datetime, alike: Collection[str] = ()
) -> list[LineageEvent]:
    """Events of a new theme: born without origins, split from one, merged from several.

    Where every origin is worded like the theme (`alike`), only the grouping told them apart.
    """
    if not origins:
        return [LineageEvent("born", theme, now, moved=moved)]
    if set(origins) <= set(alike):
        return [LineageEvent("parted", origins[0], now, theme, moved)]
    if len(origins) == 1:
        return [LineageEvent("split", origins[0], now, theme, moved)]
    return [LineageEvent("merged", origin, now, theme, moved) for origin in sorted(origins)]
