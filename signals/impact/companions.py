"""What goes together: themes that the same customers ask about within 30 days, beyond chance."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from signals.statistics.intervals import LEVEL
from signals.trends import control_false_discoveries

WITHIN_DAYS = 30
MIN_CONVERSATIONS, MIN_CUSTOMERS = 20, 10
"""Conversations of known customers, and these customers, of a theme below which it is not looked
at."""
MIN_TOGETHER = 5
"""Customers with both themes below which a pair is not looked at."""


@dataclass(frozen=True, slots=True)
class AskedTheme:
    """A known customer's conversation about a theme."""

    customer: int
    theme_id: str
    day: float
    """Days since any fixed moment."""


@dataclass(frozen=True, slots=True)
class Companion:
    """A theme that often comes with another."""

    theme_id: str
    other_id: str
    conversations: int
    """Of the theme, whose customer asked about the other within 30 days."""
    share: float
    """Of the theme's conversations of known customers."""
    rest: float
    """The same of conversations about anything else."""
    lift: float
    """`share` to `rest`."""
    low: float
    """95 % interval of the lift, by customer."""
    high: float
    after: int
    """Of `conversations`, those in which the other theme came later."""


@dataclass(frozen=True, slots=True)
class Companions:
    """Pairs that go together, the highest lower end first."""

    told: tuple[Companion, ...]
    looked_at: int
    """Pairs that were compared."""
    themes: int
    """Themes with enough conversations of known customers."""


def find_companions(rows: Sequence[AskedTheme], theme_id: str | None = None) -> Companions:
    """Pairs of themes, or those of one theme, that the same customer asks about within 30 days more
    often than chance: of what is told, one in ten may be chance (Benjamini & Hochberg 1995)."""
    themes = _list_large_themes(rows)
    if not rows or not themes:
        return Companions((), 0, 0)
    near, later = _find_near(rows, themes)
    own = np.array([themes.index(row.theme_id) if row.theme_id in themes else -1 for row in rows])
    customers = np.array([row.customer for row in rows])
    found: list[tuple[Companion, float]] = []
    for first, name in enumerate(themes):
        if theme_id is not None and name != theme_id:
            continue
        for second, other in enumerate(themes):
            if first == second:
                continue
            among, rest = own == first, (own != first) & (own != second)
            compared = _compare_pair(near[:, second], among, rest, customers)
            if compared is None:
                continue
            share, base, lift, low, high, p = compared
            count = int(near[among, second].sum())
            after = int(later[among, second].sum())
            one = Companion(name, other, count, share, base, lift, low, high, after)
            found.append((one, p))
    kept = control_false_discoveries(np.array([p for _, p in found]))
    told = [one for (one, _), is_kept in zip(found, kept, strict=True) if is_kept and one.low > 1]
    told.sort(key=lambda one: (-one.low, one.theme_id, one.other_id))
    return Companions(tuple(told), len(found), len(themes))


def compare_shares(
    hits: ArrayLike, among: ArrayLike, rest: ArrayLike, customers: ArrayLike
) -> tuple[float, float, float, float]:
    """The share of `hits` (n,) among to that of the rest, both (n,) masks: (ratio, low, high, p of
    "no difference").

    Linearised on the logarithm, with a customer's conversations as one (Wolter 2007, chapter 6),
    and Student's t with as many degrees as there are customers with a hit among, less 1. Half a
    conversation is added to the rest (Haldane 1956), whose hits may be few or none; its variance is
    then at least that of as many independent ones. Needs hits among.
    """
    hit, inside, outside = np.asarray(hits, bool), np.asarray(among, bool), np.asarray(rest, bool)
    _, group = np.unique(np.asarray(customers), return_inverse=True)
    share = hit[inside].mean()
    base_hits = hit[outside].sum() + 0.5
    base = base_hits / (outside.sum() + 1)
    own = np.where(inside, (hit - share) / (share * inside.sum()), 0.0)
    other = np.where(outside, (hit - base) / base_hits, 0.0)
    variance = _sum_squares(own, group) + max(_sum_squares(other, group), 1 / base_hits)
    # Customers who are on both sides make the two shares alike.
    variance = max(variance - 2 * _sum_products(own, other, group), variance / 4)
    freedom = max(len(np.unique(group[inside & hit])) - 1, 1)
    deviation = float(np.sqrt(variance))
    half = float(special.stdtrit(freedom, (1 + LEVEL) / 2)) * deviation
    log = float(np.log(share / base))
    p = 2 * float(special.stdtr(freedom, -abs(log) / deviation)) if deviation else 1.0
    return float(np.exp(log)), float(np.exp(log - half)), float(np.exp(log + half)), p


def _sum_squares(influence: NDArray[np.float64], group: NDArray[np.int64]) -> float:
    return _sum_products(influence, influence, group)


def _sum_products(
    first: NDArray[np.float64], second: NDArray[np.float64], group: NDArray[np.int64]
) -> float:
    """Covariance of two linearised estimates, a customer's influences added up."""
    sums = [np.bincount(group, weights=one) for one in (first, second)]
    people = len(sums[0])
    return float((sums[0] * sums[1]).sum() * people / max(people - 1, 1))


def _compare_pair(
    hit: NDArray[np.bool_],
    among: NDArray[np.bool_],
    rest: NDArray[np.bool_],
    customers: NDArray[np.int64],
) -> tuple[float, float, float, float, float, float] | None:
    if not rest.any() or len(np.unique(customers[among & hit])) < MIN_TOGETHER:
        return None
    ratio, low, high, p = compare_shares(hit, among, rest, customers)
    return float(hit[among].mean()), float(hit[rest].mean()), ratio, low, high, p


def _list_large_themes(rows: Sequence[AskedTheme]) -> list[str]:
    customers: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        customers[row.theme_id].append(row.customer)
    return sorted(
        theme
        for theme, people in customers.items()
        if len(people) >= MIN_CONVERSATIONS and len(set(people)) >= MIN_CUSTOMERS
    )


def _find_near(
    rows: Sequence[AskedTheme], themes: Sequence[str]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(n, k) whether each row's customer asked about each theme within 30 days of it, and whether
    later than it."""
    place = {theme: number for number, theme in enumerate(themes)}
    near = np.zeros((len(rows), len(themes)), dtype=bool)
    later = np.zeros_like(near)
    rows_of: dict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        rows_of[row.customer].append(number)
    for numbers in rows_of.values():
        for one in numbers:
            for other in numbers:
                gap = rows[other].day - rows[one].day
                column = place.get(rows[other].theme_id)
                if one != other and column is not None and abs(gap) <= WITHIN_DAYS:
                    near[one, column] = True
                    later[one, column] |= gap > 0
    return near, later
