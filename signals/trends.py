"""Trends: rates of whole weeks against those of the whole weeks before, for all themes at once.

Invariants: a partial week is never compared with a whole one; a day without data is a gap and
lowers the exposure, never the rate; a verdict depends on the interval, never on the ratio alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from signals.statistics.intervals import compute_ratio_interval

Floats = NDArray[np.float64]
Direction = Literal["rising", "falling", "steady", "emerging", "too little data"]
FALSE_DISCOVERY_RATE = 0.05
"""Level of Benjamini & Hochberg (1995) over all themes: of the themes called rising or falling,
at most this share is expected to be noise."""
MIN_CONVERSATIONS = 10
"""Conversations in both spans together below which there is too little data."""
MIN_NEW = 5
"""Conversations that make a theme nobody asked about before an emerging one."""
MAX_STRAY_SHARE = 0.05
"""Older conversations, over those of the weeks looked at, up to which a theme is still new: a
grouping puts an ask in the wrong place now and then."""
_STEADY_RANGE = (0.5, 2.0)
"""A theme is steady when its interval rules out that it halved or doubled."""


@dataclass(frozen=True, slots=True)
class Trend:
    """The verdict on one theme's rate."""

    direction: Direction
    ratio: float | None
    """Rate now over the rate before; None where nothing was counted before."""
    low: float
    """95 % interval of the ratio."""
    high: float
    """Infinite where nothing was counted before."""
    p: float
    """Two-sided, of "no change", before Benjamini & Hochberg."""
    count: int
    """Conversations in the weeks looked at."""
    count_before: int
    """Conversations in the weeks before."""
    dispersion: float
    """Variance over mean of weekly counts, at least 1."""


def detect_trends(
    weekly: Floats, exposure: Floats, weeks: int, known_before: Floats
) -> list[Trend]:
    """One verdict for each of S series.

    weekly: (S, n) conversations a week, oldest first; the last `weeks` are compared with all
    before them. exposure: (n,) how much of each week was observed, in weeks, the traffic of its
    weekdays counted in; 0 for a week without data. known_before: (S,) conversations in all data
    before a theme may have begun to be new: a theme with as good as none is emerging, when nobody
    asked in the weeks before, or when it is rising against them.
    """
    now = np.arange(weekly.shape[1]) >= weekly.shape[1] - weeks
    seen = exposure > 0
    count, before = weekly[:, now & seen].sum(axis=1), weekly[:, ~now & seen].sum(axis=1)
    spans = exposure[now].sum(), exposure[~now].sum()
    if min(spans) <= 0:
        return [
            _build_unknown_trend(int(n), int(n_before))
            for n, n_before in zip(count, before, strict=True)
        ]
    dispersion, freedom = _estimate_dispersion(weekly[:, seen], exposure[seen], now[seen])
    interval, p = compute_ratio_interval(count, spans[0], before, spans[1], dispersion, freedom)
    changed = control_false_discoveries(p)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = (count / spans[0]) / (before / spans[1])
    return [
        Trend(
            _classify_direction(n, n_before, bool(sure), low, high, older),
            float(rate) if n_before > 0 else None,
            float(low),
            float(high) if n_before > 0 else np.inf,
            float(chance),
            int(n),
            int(n_before),
            float(spread),
        )
        for n, n_before, sure, rate, (low, high), chance, spread, older in zip(
            count, before, changed, ratio, interval, p, dispersion, known_before, strict=True
        )
    ]


def control_false_discoveries(p: Floats) -> NDArray[np.bool_]:
    """(S,) which of the p (S,) hold at `FALSE_DISCOVERY_RATE`, by Benjamini & Hochberg's step-up.

    The tests compare it with statsmodels' `multipletests`, which takes a second to import.
    """
    ordered = np.sort(p)
    under = ordered <= FALSE_DISCOVERY_RATE * np.arange(1, len(p) + 1) / len(p)
    return np.asarray(p <= ordered[under].max(initial=-1.0))


def _estimate_dispersion(
    weekly: Floats, exposure: Floats, now: NDArray[np.bool_]
) -> tuple[Floats, float]:
    """(S,) Pearson's dispersion of weekly counts round the mean of their own span, at least 1; and
    its degrees of freedom."""
    squares = np.zeros(len(weekly))
    for part in (now, ~now):
        rate = weekly[:, part].sum(axis=1, keepdims=True) / exposure[part].sum()
        expected = np.maximum(rate * exposure[part], 1e-9)
        squares += ((weekly[:, part] - expected) ** 2 / expected).sum(axis=1)
    freedom = max(weekly.shape[1] - 2, 1)
    return np.maximum(squares / freedom, 1.0), float(freedom)


def _classify_direction(
    count: float, before: float, changed: bool, low: float, high: float, known: float
) -> Direction:
    is_growing = before == 0 or (changed and low > 1)
    if is_growing and count >= MIN_NEW and known <= MAX_STRAY_SHARE * count:
        return "emerging"
    if count + before < MIN_CONVERSATIONS:
        return "too little data"
    if changed:
        return "rising" if low > 1 else "falling"
    return "steady" if low > _STEADY_RANGE[0] and high < _STEADY_RANGE[1] else "too little data"


def _build_unknown_trend(count: int, before: int) -> Trend:
    return Trend("too little data", None, 0.0, np.inf, 1.0, count, before, 1.0)


def compute_exposures(observed: NDArray[np.bool_], rhythm: Sequence[float]) -> Floats:
    """(n,) how much of each of n weeks was observed: (n, 7) days with data, weighed by the traffic
    of their weekdays (7 numbers with mean 1). A Sunday without data costs less than a Monday."""
    return np.asarray(observed @ (np.asarray(rhythm) / 7), dtype=np.float64)
