"""Audits: stratified samples of fifty asks that a person judges, and the intervals they give.

Two kinds of mistake count: asks in the theme that do not belong, and asks next to it that do. Asks
are drawn from strata: the theme's surer half, its less sure half, and the near misses.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
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
"""Asks of the theme itself that must have been judged before a part of it gets an interval."""
_MAX_SIZE_RATIO = 2.0
"""An audit stands no longer for a theme that has grown to this many times its size, or shrunk as
much."""
_EXACT_LIMIT = 100
"""Asks of a stratum up to which a part's count is hypergeometric; in larger ones it is taken to
hold its share of what was judged."""


@dataclass(frozen=True, slots=True)
class StratumSample:
    """What judging a sample of one stratum gave."""

    size: int
    """Asks in the stratum."""
    seen: int
    """Of them, asks that a person judged."""
    belong: int
    """Of those, asks that belong to the theme."""


@dataclass(frozen=True, slots=True)
class ThemeSamples:
    """The samples of a theme's strata."""

    themed: tuple[StratumSample, ...]
    """Of the asks in the theme: the surer half, the less sure half."""
    near: tuple[StratumSample, ...]
    """Of the near misses."""

    def estimate_whole(self) -> "AuditedEstimate":
        """How many asks truly belong to the theme (`estimate_true_count`)."""
        return estimate_true_count(self.themed, self.near)

    def estimate_part(self, count: int) -> "AuditedEstimate | None":
        """How many truly belong of a part that counts `count` (`estimate_part_count`)."""
        return estimate_part_count(count, self.themed, self.near)


@dataclass(frozen=True, slots=True)
class AuditedEstimate:
    """A count corrected by an audit."""

    estimate: float
    """Asks that truly belong: median."""
    low: int
    """95 % interval."""
    high: int
    precision: tuple[float, float, float]
    """Share of the theme's asks that belong: median and interval."""


def draw_sample(ids: Sequence[str], wanted: int, theme_id: str) -> list[str]:
    """`wanted` of these ids, as good as random and the same on every machine: those whose sha256
    with the theme's id is smallest. When asks come later, most of the sample stays."""
    return sorted(ids, key=lambda ask_id: (_hash_ask(theme_id, ask_id), ask_id))[:wanted]


def _hash_ask(theme_id: str, ask_id: str) -> str:
    return hashlib.sha256(f"{theme_id}\n{ask_id}".encode()).hexdigest()


def split_into_strata(ordered: Sequence[str], members: Collection[str]) -> dict[Stratum, list[str]]:
    """Ids of asks by stratum. ordered: all asks, the nearest to the theme's centroid first;
    members: those in the theme. An odd theme's middle ask is a sure one."""
    inside = [ask for ask in ordered if ask in members]
    outside = [ask for ask in ordered if ask not in members]
    near = max(int(len(inside) * NEAR_MISS_RATIO), SAMPLE_SIZES["near miss"])
    half = _count_sure(len(inside))
    return {"sure": inside[:half], "less sure": inside[half:], "near miss": outside[:near]}


def build_samples(asks: int, near_misses: int, answers: Iterable[tuple[str, bool]]) -> ThemeSamples:
    """The samples of a theme of `asks` asks with `near_misses` next to it, from what a person
    answered: the stratum of each ask and whether it belongs."""
    given = list(answers)
    sure = _count_sure(asks)
    return ThemeSamples(
        (_build_sample("sure", sure, given), _build_sample("less sure", asks - sure, given)),
        (_build_sample("near miss", near_misses, given),),
    )


def _build_sample(
    stratum: Stratum, size: int, answers: Sequence[tuple[str, bool]]
) -> StratumSample:
    belong = [belongs for answered, belongs in answers if answered == stratum]
    return StratumSample(size, len(belong), sum(belong))


def _count_sure(asks: int) -> int:
    return (asks + 1) // 2


def has_kept_size(asks_then: int, asks_now: int) -> bool:
    """Whether a theme still is about the size that was audited: from half to double."""
    return asks_then / _MAX_SIZE_RATIO <= asks_now <= asks_then * _MAX_SIZE_RATIO


def select_standing_answers(
    drawn: Mapping[str, str], belongs: Mapping[str, bool], members: Collection[str]
) -> list[tuple[str, bool]]:
    """The answers about asks that lie where they lay when they were drawn.

    drawn: ask id -> its stratum; belongs: ask id -> the answer, where there is one; members: asks
    in the theme now. An ask of the theme stands while it is a member, a near miss while it is none.
    """
    return [
        (stratum, belongs[ask])
        for ask, stratum in drawn.items()
        if ask in belongs and (ask in members) == (stratum != "near miss")
    ]


def estimate_true_count(
    themed: Sequence[StratumSample], near: Sequence[StratumSample]
) -> AuditedEstimate:
    """How many asks truly belong to the theme.

    themed, near: samples of its strata and of those next to it. What was not judged of a stratum is
    beta-binomial (Jeffreys' prior); strata add up by convolution, so nothing is simulated. Asks
    further away than the near misses are taken not to belong. A stratum without any judgement
    counts as unknown: 0 to all.
    """
    inside = _convolve_distributions([_compute_stratum_distribution(sample) for sample in themed])
    everything = _convolve_distributions(
        [inside, *(_compute_stratum_distribution(sample) for sample in near)]
    )
    size = sum(sample.size for sample in themed)
    low, middle, high = _compute_quantiles(everything)
    shares = tuple(count / size if size else 0.0 for count in _compute_quantiles(inside))
    return AuditedEstimate(float(middle), low, high, (shares[1], shares[0], shares[2]))


def estimate_part_count(
    count: int, themed: Sequence[StratumSample], near: Sequence[StratumSample]
) -> AuditedEstimate | None:
    """How many truly belong of a part of the theme (a month, a channel) that counts `count`.

    The part is taken to be drawn at random from every stratum, in proportion: mistakes are as
    frequent in it as in the whole. None below 15 judged asks of the theme (or all of a smaller
    one).
    """
    size = sum(sample.size for sample in themed)
    if size == 0 or sum(sample.seen for sample in themed) < min(MIN_JUDGED, size):
        return None
    sizes = _apportion_count(count, [sample.size for sample in themed])
    inside = _convolve_distributions(
        [_compute_part_distribution(sample, n) for sample, n in zip(themed, sizes, strict=True)]
    )
    outside = [
        _compute_part_distribution(sample, round(count * sample.size / size)) for sample in near
    ]
    low, middle, high = _compute_quantiles(_convolve_distributions([inside, *outside]))
    shares = tuple(n / count if count else 0.0 for n in _compute_quantiles(inside))
    return AuditedEstimate(float(middle), low, high, (shares[1], shares[0], shares[2]))


def _apportion_count(count: int, sizes: Sequence[int]) -> list[int]:
    """`count` in proportion to the sizes, whole numbers that add up to it."""
    edges = [round(count * sum(sizes[: n + 1]) / sum(sizes)) for n in range(len(sizes))]
    return [edge - before for edge, before in zip(edges, [0, *edges], strict=False)]


def _compute_part_distribution(sample: StratumSample, count: int) -> NDArray[np.float64]:
    """(count + 1,) probabilities of 0, 1, ... that belong, of `count` drawn from the stratum."""
    if sample.size <= _EXACT_LIMIT and count <= sample.size:
        whole = _compute_stratum_distribution(sample)
        kept = stats.hypergeom.pmf(
            np.arange(count + 1)[:, None], sample.size, np.arange(sample.size + 1)[None], count
        )
        return np.asarray(kept @ whole)
    # A part of a large stratum holds its share of what was judged.
    part = min(count / max(sample.size, 1), 1.0)
    seen, belong = round(sample.seen * part), round(sample.belong * part)
    chances = np.zeros(count + 1)
    unseen = count - seen
    chances[belong : belong + unseen + 1] = stats.betabinom.pmf(
        np.arange(unseen + 1), unseen, sample.belong + 0.5, sample.seen - sample.belong + 0.5
    )
    return chances


def _compute_stratum_distribution(sample: StratumSample) -> NDArray[np.float64]:
    """(size + 1,) probabilities of 0, 1, ... asks that belong."""
    chances = np.zeros(sample.size + 1)
    unseen = sample.size - sample.seen
    more = stats.betabinom.pmf(
        np.arange(unseen + 1), unseen, sample.belong + 0.5, sample.seen - sample.belong + 0.5
    )
    chances[sample.belong : sample.belong + unseen + 1] = more
    return chances


def _convolve_distributions(parts: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    total = np.ones(1)
    for part in parts:
        # Long ones are convolved by FFT: rounding may leave a probability just below 0.
        total = np.maximum(signal.convolve(total, part), 0.0)
    return total


def _compute_quantiles(chances: NDArray[np.float64]) -> tuple[int, int, int]:
    below = np.cumsum(chances) / chances.sum()
    wanted = ((1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2)
    low, middle, high = (int(np.searchsorted(below, level)) for level in wanted)
    return low, middle, min(high, len(chances) - 1)
