"""How right is a count? A person looks at fifty asks; the count gets an interval for mistakes.

Two kinds of mistake count: asks in the theme that do not belong, and asks next to it that do. Asks
are drawn from strata (the theme's surer and less sure half, the near misses), so that the fifty
tell of all of them.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import signal, stats

from signals.statistics.intervals import LEVEL

Stratum = Literal["sure", "less sure", "near miss"]
SAMPLE_SIZES: dict[Stratum, int] = {"sure": 15, "less sure": 15, "near miss": 20}
"""Asks drawn of each stratum: fifty."""
NEAR_MISS_RATIO = 0.5
"""Near misses are the asks nearest to the theme outside it: half as many as the theme has."""
MIN_JUDGED = 15
"""Asks of the theme itself that must have been looked at for a part of it to be told of."""
_EXACT_LIMIT = 100
"""Asks of a stratum up to which it counts how many of those looked at a part may hold."""


@dataclass(frozen=True, slots=True)
class StratumSample:
    """What looking at one stratum gave."""

    size: int
    """Asks in the stratum."""
    seen: int
    """Of them, asks that a person judged."""
    belong: int
    """Of those, asks that belong to the theme."""


@dataclass(frozen=True, slots=True)
class AuditedEstimate:
    """A count with what is known of its mistakes."""

    estimate: float
    """Asks that truly belong: median."""
    low: int
    """95 % interval."""
    high: int
    precision: tuple[float, float, float]
    """Share of the theme's asks that belong: median and interval."""


def draw_sample(ids: Sequence[str], wanted: int, theme_id: str) -> list[str]:
    """`wanted` of these ids, the same at every call and on every machine, and as good as random:
    those whose digest with the theme's id is smallest. More asks later keep most of the draw."""
    return sorted(ids, key=lambda told: (_hash_ask(theme_id, told), told))[:wanted]


def _hash_ask(theme_id: str, ask_id: str) -> str:
    return hashlib.sha256(f"{theme_id}\n{ask_id}".encode()).hexdigest()


def estimate_true_count(
    themed: Sequence[StratumSample], near: Sequence[StratumSample]
) -> AuditedEstimate:
    """How many asks truly belong, from what a person saw.

    What was not looked at of a stratum is beta-binomial (Jeffreys' prior); strata add up by
    convolution, so nothing is simulated. Asks further away than the near misses are taken not to
    belong. Strata in which nobody looked at anything count as unknown: 0 to all.
    """
    inside = _convolve_distributions([_compute_stratum_distribution(told) for told in themed])
    everything = _convolve_distributions(
        [inside, *(_compute_stratum_distribution(told) for told in near)]
    )
    size = sum(told.size for told in themed)
    low, middle, high = _compute_quantiles(everything)
    shares = tuple(count / size if size else 0.0 for count in _compute_quantiles(inside))
    return AuditedEstimate(float(middle), low, high, (shares[1], shares[0], shares[2]))


def estimate_part_count(
    count: int, themed: Sequence[StratumSample], near: Sequence[StratumSample]
) -> AuditedEstimate | None:
    """How many truly belong of a part of the theme (a month, a channel) that counts `count`, from
    what a person saw of the whole.

    The part is taken to be drawn at random from every stratum, in proportion: mistakes are as
    frequent in it as in the whole. None where too few were looked at to tell.
    """
    size = sum(told.size for told in themed)
    if size == 0 or sum(told.seen for told in themed) < min(MIN_JUDGED, size):
        return None
    sizes = _apportion_count(count, [told.size for told in themed])
    inside = _convolve_distributions(
        [_compute_part_distribution(told, n) for told, n in zip(themed, sizes, strict=True)]
    )
    outside = [_compute_part_distribution(told, round(count * told.size / size)) for told in near]
    low, middle, high = _compute_quantiles(_convolve_distributions([inside, *outside]))
    shares = tuple(told / count if count else 0.0 for told in _compute_quantiles(inside))
    return AuditedEstimate(float(middle), low, high, (shares[1], shares[0], shares[2]))


def _apportion_count(count: int, sizes: Sequence[int]) -> list[int]:
    """`count` in proportion to the sizes, whole numbers that add up to it."""
    edges = [round(count * sum(sizes[: n + 1]) / sum(sizes)) for n in range(len(sizes))]
    return [edge - before for edge, before in zip(edges, [0, *edges], strict=False)]


def _compute_part_distribution(told: StratumSample, count: int) -> NDArray[np.float64]:
    """Chances of 0, 1, ... `count` that belong, of `count` drawn from the stratum."""
    if told.size <= _EXACT_LIMIT and count <= told.size:
        whole = _compute_stratum_distribution(told)
        kept = stats.hypergeom.pmf(
            np.arange(count + 1)[:, None], told.size, np.arange(told.size + 1)[None], count
        )
        return np.asarray(kept @ whole)
    # Of a large stratum, the part holds its share of what was looked at.
    part = min(count / max(told.size, 1), 1.0)
    seen, belong = round(told.seen * part), round(told.belong * part)
    chances = np.zeros(count + 1)
    unseen = count - seen
    chances[belong : belong + unseen + 1] = stats.betabinom.pmf(
        np.arange(unseen + 1), unseen, told.belong + 0.5, told.seen - told.belong + 0.5
    )
    return chances


def _compute_stratum_distribution(told: StratumSample) -> NDArray[np.float64]:
    """Chances of 0, 1, ... `size` asks that belong."""
    chances = np.zeros(told.size + 1)
    unseen = told.size - told.seen
    more = stats.betabinom.pmf(
        np.arange(unseen + 1), unseen, told.belong + 0.5, told.seen - told.belong + 0.5
    )
    chances[told.belong : told.belong + unseen + 1] = more
    return chances


def _convolve_distributions(parts: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    total = np.ones(1)
    for part in parts:
        # By Fourier transform where it is long: rounding may leave a chance just below 0.
        total = np.maximum(signal.convolve(total, part), 0.0)
    return total


def _compute_quantiles(chances: NDArray[np.float64]) -> tuple[int, int, int]:
    below = np.cumsum(chances) / chances.sum()
    wanted = ((1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2)
    low, middle, high = (int(np.searchsorted(below, level)) for level in wanted)
    return low, middle, min(high, len(chances) - 1)
