"""Whom a theme hits: companies and their value, the customer who writes most, and who left.

Association, not cause: who asks much may leave, or stay, for another reason.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from signals.statistics.intervals import LEVEL

MIN_CUSTOMERS, MIN_LEFT = 20, 5
"""Customers who asked, and who did not, of whom it is known whether they left; and those who left
in both groups together, below which no ratio is told."""


@dataclass(frozen=True, slots=True)
class AccountConversation:
    """A conversation with the account of its customer."""

    customer: int
    """A number; below 0 where unknown."""
    is_in_theme: bool
    account: str | None = None
    """Company of the customer."""
    value: float | None = None
    """What the account pays, in whatever unit the data give."""
    stratum: tuple[str | None, ...] = ()
    """Plan and tenure of the customer, where known."""
    has_left: bool | None = None
    """None where the data do not say."""


@dataclass(frozen=True, slots=True)
class Account:
    """What one company has of a theme."""

    name: str
    conversations: int
    customers: int
    share: float
    """Of the theme's conversations whose account is known."""
    value: float | None


@dataclass(frozen=True, slots=True)
class Churn:
    """How much more often customers left who asked about the theme."""

    asked: int
    """Customers who asked about it, of whom it is known."""
    asked_left: int
    others: int
    others_left: int
    strata: int
    """Groups of the same plan and tenure that were compared within."""
    ratio: float | None
    """Share that left of those who asked, to the same of the others, within strata; None where too
    few are known."""
    low: float | None
    """95 % interval."""
    high: float | None


@dataclass(frozen=True, slots=True)
class WhomItHits:
    """Whom a theme hits over a period."""

    conversations: int
    customers: int
    """Known ones."""
    most_of_one: int
    """Conversations of the known customer who wrote most of them."""
    with_account: int
    """Conversations whose account is known."""
    accounts: int
    largest: tuple[Account, ...]
    """Accounts by their conversations, most first."""
    value: float | None
    """Value of all accounts in it; None where no value is known."""
    value_of_all: float | None
    """The same of every account of the period."""
    churn: Churn | None
    """None where no conversation says whether a customer left."""


def find_whom(rows: Sequence[AccountConversation]) -> WhomItHits:
    """Companies, the heaviest writer and the churn ratio of one theme."""
    inside = [row for row in rows if row.is_in_theme]
    written = Counter(row.customer for row in inside if row.customer > 0)
    named = [row for row in inside if row.account]
    values = _find_values(rows)
    accounts = _count_accounts(named, values)
    here = [values[one.name] for one in accounts if one.name in values]
    return WhomItHits(
        conversations=len(inside),
        customers=len(written),
        most_of_one=max(written.values(), default=0),
        with_account=len(named),
        accounts=len(accounts),
        largest=tuple(accounts),
        value=sum(here) if here else None,
        value_of_all=sum(values.values()) if values else None,
        churn=_compare_leavers(rows),
    )


def _find_values(rows: Sequence[AccountConversation]) -> dict[str, float]:
    """Account -> the value its conversations tell, the highest where they differ."""
    values: dict[str, float] = {}
    for row in rows:
        if row.account and row.value is not None:
            values[row.account] = max(values.get(row.account, row.value), row.value)
    return values


def _count_accounts(
    named: Sequence[AccountConversation], values: Mapping[str, float]
) -> list[Account]:
    rows_of: dict[str, list[AccountConversation]] = defaultdict(list)
    for row in named:
        rows_of[row.account or ""].append(row)
    found = [
        Account(
            name,
            len(rows),
            len({row.customer for row in rows if row.customer > 0}),
            len(rows) / len(named),
            values.get(name),
        )
        for name, rows in rows_of.items()
    ]
    return sorted(found, key=lambda one: (-one.conversations, one.name))


def _compare_leavers(rows: Sequence[AccountConversation]) -> Churn | None:
    """The risk ratio of Mantel & Haenszel over strata, with the variance of Greenland & Robins
    (1985); a customer counts once."""
    askers: set[int] = set()
    left: dict[int, bool] = {}
    stratum: dict[int, tuple[str | None, ...]] = {}
    for row in rows:
        if row.customer <= 0 or row.has_left is None:
            continue
        if row.is_in_theme:
            askers.add(row.customer)
        left[row.customer] = left.get(row.customer, False) or row.has_left
        stratum[row.customer] = row.stratum
    if not left:
        return None
    tables: dict[tuple[str | None, ...], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for customer, group in stratum.items():
        place = 0 if customer in askers else 2
        tables[group][place] += 1
        tables[group][place + 1] += left[customer]
    counts = np.array([tables[group] for group in sorted(tables, key=str)])
    ratio = compute_risk_ratio(counts)
    asked, asked_left, others, others_left = counts.sum(axis=0).tolist()
    estimate, low, high = ratio or (None, None, None)
    return Churn(asked, asked_left, others, others_left, len(counts), estimate, low, high)


def compute_risk_ratio(counts: ArrayLike) -> tuple[float, float, float] | None:
    """(ratio, low, high) over strata of (exposed, of them hit, others, of them hit), (s, 4).

    None below `MIN_CUSTOMERS` or `MIN_LEFT`, or where one group has nobody who was hit.
    """
    exposed, a, others, c = np.asarray(counts, dtype=np.float64).T
    if min(exposed.sum(), others.sum()) < MIN_CUSTOMERS or (a + c).sum() < MIN_LEFT:
        return None
    total = exposed + others
    above, below = (a * others / total).sum(), (c * exposed / total).sum()
    if above <= 0 or below <= 0:
        return None
    variance = ((a + c) * exposed * others - a * c * total) / total**2
    half = float(special.ndtri((1 + LEVEL) / 2)) * np.sqrt(variance.sum() / (above * below))
    ratio = above / below
    return float(ratio), float(ratio * np.exp(-half)), float(ratio * np.exp(half))
