"""Counts that open: what a reader answers about a period."""

from dataclasses import dataclass
from datetime import datetime

from domain.overrules import NOTHING_SAID, Overrule
from domain.periods import Period
from domain.themes import ACTIVE, Life


@dataclass(frozen=True, slots=True)
class SnapshotInfo:
    """The immutable published copy an answer was read from."""

    number: int
    published_at: datetime
    data_through: datetime | None
    """Time of the newest ask in it; None when no ask has a time."""


@dataclass(frozen=True, slots=True)
class HonestTotals:
    """Where all asks of a period went: themed + unthemed + excluded = asks."""

    asks: int
    themed: int
    unthemed: int
    excluded: int
    conversations: int
    """Conversations with at least one ask that is not excluded."""


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """One row of the ranking."""

    id: str
    label: str
    keywords: tuple[str, ...]
    language_mix: tuple[tuple[str, float], ...]
    """(language, share of the asks counted here), largest first."""
    asks: int
    conversations: int
    """Conversations whose first ask in this theme lies in the period: weeks add up to months."""
    customers: int
    """Distinct known customers of those conversations."""
    share: float
    """`conversations` over the period's conversations with anything to learn from, 0..1."""
    change: float | None
    """Relative change of `conversations` against the span of equal length before; None for `all`
    and where nothing was counted before."""
    life: Life = ACTIVE
    """Where the theme stands in its life."""
    overrule: Overrule = NOTHING_SAID
    """What people say of it; `label` is theirs where they gave one."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Themes of a period by frequency, with the honest remainder."""

    period: Period
    snapshot: SnapshotInfo
    totals: HonestTotals
    themes: tuple[ThemeCount, ...]
