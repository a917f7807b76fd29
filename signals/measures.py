"""What themes are ranked by, and one line of such a ranking.

This module needs no scientific library: the command line reads it before it knows whether anything
has to be computed. `signals.ranks` computes.
"""

from dataclasses import dataclass
from typing import Literal, get_args

MeasureName = Literal["customers", "conversations", "messages", "per-1000", "value", "rating"]
"""What themes can be ranked by."""
MEASURES: tuple[MeasureName, ...] = get_args(MeasureName)


@dataclass(frozen=True, slots=True)
class Measure:
    """What a ranking is made by."""

    by: MeasureName
    actives: float | None = None
    """Customers active in the period, for `per-1000`."""
    actives_before: float | None = None
    """Customers active in the period before; None: as many as now."""


@dataclass(frozen=True, slots=True)
class RankedTheme:
    """One theme of a ranking, or one part of it."""

    theme_id: str
    part: str | None
    """Value that the ranking was broken down by; None without a break-down, or where unknown."""
    value: float
    """By the measure. For `rating`, the mean rating of its conversations less that of the rest."""
    low: float
    """95 % interval."""
    high: float
    before: float | None
    """The same in the period before; None for `all` and where there is nothing."""
    rank: int
    """From 1, by value."""
    rank_before: int | None
    conversations: int
    customers: int
    messages: int
    rating: float | None
    """Mean rating of its rated conversations."""
