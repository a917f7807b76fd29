"""Lay what people's audits say over counts: "340 (310 to 372)"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from domain.counts import AuditedCount, Ranking
from store.files.home import Home
from store.read.audits import SavedAudit, count_asks_by_theme, load_audits
from store.read.reader import Reader

if TYPE_CHECKING:  # scipy, loaded only where somebody audited a theme
    from signals.audits import StratumSample

_MAX_SIZE_RATIO = 2.0
"""An audit speaks no longer for a theme that has grown to this many times what it was, or shrunk as
much."""
_NEAR = "near miss"


@dataclass(frozen=True, slots=True)
class AuditRates:
    """What was seen of a theme, as far as it still stands."""

    audit: SavedAudit
    themed: "tuple[StratumSample, ...]"
    near: "tuple[StratumSample, ...]"

    def estimate_count(self, count: int) -> AuditedCount | None:
        """The interval of a count of this theme; None where too little is known."""
        from signals.audits import estimate_part_count  # scipy

        told = estimate_part_count(count, self.themed, self.near)
        if told is None:
            return None
        return AuditedCount(round(told.estimate), told.low, told.high, self.audit.audited_at)


def read_audits(reader: Reader, home: Home) -> dict[str, AuditRates]:
    """Theme id -> what its audit saw, for those audited whole that have not changed too much since.

    An ask that was judged counts only while it lies where it lay then: when a grouping or a person
    moves many, fewer stand, and the interval gets wider until it is not told.
    """
    kept = load_audits(home)
    if not kept:
        return {}
    sizes = count_asks_by_theme(reader, [audit.theme_id for audit in kept])
    homes = reader.read_theme_by_ask([ask for audit in kept for ask in audit.drawn])
    return {
        audit.theme_id: _build_rates(audit, homes)
        for audit in kept
        if audit.asks / _MAX_SIZE_RATIO
        <= sizes.get(audit.theme_id, 0)
        <= audit.asks * _MAX_SIZE_RATIO
    }


def add_audits(ranking: Ranking, audits: Mapping[str, AuditRates]) -> Ranking:
    """The same with the intervals of audited themes."""
    if not audits:
        return ranking
    return replace(
        ranking,
        themes=tuple(
            replace(theme, audited=audits[theme.id].estimate_count(theme.conversations))
            if theme.id in audits
            else theme
            for theme in ranking.themes
        ),
    )


def _build_rates(audit: SavedAudit, homes: Mapping[str, str]) -> AuditRates:
    half = (audit.asks + 1) // 2
    sizes = {"sure": half, "less sure": audit.asks - half, _NEAR: audit.near_misses}
    standing: dict[str, list[bool]] = {stratum: [] for stratum in sizes}
    for ask, stratum in audit.drawn.items():
        is_inside = homes.get(ask) == audit.theme_id
        if ask in audit.belongs and is_inside == (stratum != _NEAR):
            standing[stratum].append(audit.belongs[ask])
    looked = {stratum: _build_sample(sizes[stratum], told) for stratum, told in standing.items()}
    return AuditRates(audit, (looked["sure"], looked["less sure"]), (looked[_NEAR],))


def _build_sample(size: int, answers: Sequence[bool]) -> "StratumSample":
    from signals.audits import StratumSample  # scipy

    return StratumSample(size, len(answers), sum(answers))
