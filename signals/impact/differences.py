"""Where a theme's conversations differ from the rest: language, channel, plan, app version ..."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from signals.impact.clusters import compare_groups
from signals.trends import control_false_discoveries

MIN_CONVERSATIONS, MIN_CUSTOMERS = 20, 10
"""Conversations and customers of the theme, and of the rest, below which nothing is told."""
MIN_WITH = 5
"""Customers of the theme with a value below which it is not looked at."""


@dataclass(frozen=True, slots=True)
class DescribedConversation:
    """A conversation with what is known of it."""

    customer: int
    is_in_theme: bool
    facts: frozenset[tuple[str, str]]
    """(name, value): ("channel", "chat"), ("app_version", "4.2")."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that stands in more of a theme's conversations than of the rest's."""

    name: str
    value: str
    conversations: int
    """Of the theme, with it."""
    share: float
    """Of the theme's conversations of which `name` is known."""
    rest: float
    """The same of all other conversations."""
    low: float
    """95 % interval of `share` less `rest`, by customer."""
    high: float


@dataclass(frozen=True, slots=True)
class Differences:
    """What is more frequent in a theme than elsewhere, the largest difference first."""

    conversations: int
    customers: int
    told: tuple[Difference, ...]
    suffices: bool
    """Whether there is enough to tell anything."""
    looked_at: int
    """Values that were compared."""


def find_differences(rows: Sequence[DescribedConversation]) -> Differences:
    """The values that a theme's conversations have more often than the rest's, beyond chance: of
    what is told, one in ten may be chance (Benjamini & Hochberg 1995)."""
    inside = [row for row in rows if row.is_in_theme]
    people = len({row.customer for row in inside})
    if not (_suffices(inside) and _suffices([row for row in rows if not row.is_in_theme])):
        return Differences(len(inside), people, (), False, 0)
    found: list[tuple[Difference, float]] = []
    for name in sorted({name for row in inside for name, _ in row.facts}):
        found += _compare_values(name, rows)
    kept = control_false_discoveries(np.array([p for _, p in found]))
    told = [one for (one, _), is_kept in zip(found, kept, strict=True) if is_kept and one.low > 0]
    told.sort(key=lambda one: (one.rest - one.share, one.name, one.value))
    return Differences(len(inside), people, tuple(told), True, len(found))


def _compare_values(
    name: str, rows: Sequence[DescribedConversation]
) -> list[tuple[Difference, float]]:
    """Each value of one attribute with its p, among the conversations of which it is known."""
    known = [row for row in rows if any(own == name for own, _ in row.facts)]
    inside = [row for row in known if row.is_in_theme]
    if not (_suffices(inside) and _suffices([row for row in known if not row.is_in_theme])):
        return []
    among = np.array([row.is_in_theme for row in known])
    customers = np.array([row.customer for row in known])
    found = []
    for value in sorted({value for row in inside for own, value in row.facts if own == name}):
        has = np.array([(name, value) in row.facts for row in known])
        if len(set(customers[has & among])) < MIN_WITH:
            continue
        difference, low, high, p = compare_groups(has, among, customers)
        share = float(has[among].mean())
        count = int((has & among).sum())
        one = Difference(name, value, count, share, share - difference, low, high)
        found.append((one, p))
    return found


def _suffices(rows: Sequence[DescribedConversation]) -> bool:
    return len(rows) >= MIN_CONVERSATIONS and len({row.customer for row in rows}) >= MIN_CUSTOMERS
