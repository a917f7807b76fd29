"""Intervals of people's audits beside the counts: "340 (310 to 372)"."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from domain.counts import AuditedCount, Ranking
from store.files.home import Home
from store.read.audits import count_asks_by_theme, load_audits
from store.read.reader import Reader

if TYPE_CHECKING:
    from signals.audits import ThemeSamples


@dataclass(frozen=True, slots=True)
class AuditRates:
    """What an audit saw of a theme, as far as it still stands."""

    audited_at: datetime
    """When the last of its asks was judged, UTC and aware."""
    samples: "ThemeSamples"

    def estimate_count(self, count: int) -> AuditedCount | None:
        """The interval of a count of this theme; None where too little is known."""
        found = self.samples.estimate_part(count)
        if found is None:
            return None
        return AuditedCount(round(found.estimate), found.low, found.high, self.audited_at)


def read_audits(reader: Reader, home: Home) -> dict[str, AuditRates]:
    """Theme id -> what its audit saw, for those judged whole that have not changed too much since.

    An answer counts only while its ask lies where it lay then: when a grouping or a person moves
    many, fewer stand, and the interval gets wider until there is none.
    """
    saved = load_audits(home)
    if not saved:
        return {}
    # Brings scipy: a ranking is read far more often than there is any audit.
    from signals.audits import build_samples, has_kept_size, select_standing_answers

    sizes = count_asks_by_theme(reader, [audit.theme_id for audit in saved])
    themes = reader.read_theme_by_ask([ask for audit in saved for ask in audit.drawn])
    rates = {}
    for audit in saved:
        if has_kept_size(audit.asks, sizes.get(audit.theme_id, 0)):
            members = {ask for ask, theme in themes.items() if theme == audit.theme_id}
            answers = select_standing_answers(audit.drawn, audit.belongs, members)
            samples = build_samples(audit.asks, audit.near_misses, answers)
            rates[audit.theme_id] = AuditRates(audit.audited_at, samples)
    return rates


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
