"""Made desks whose customers ask about several themes, and leave."""

from dataclasses import dataclass

import numpy as np

from signals.impact.accounts import compute_risk_ratio
from signals.impact.companions import WITHIN_DAYS, AskedTheme, compare_shares, find_companions

THEMES = 8
DAYS = 180.0
TRUTH_PEOPLE = 60_000
"""Customers of the large desk whose lift is taken for the truth."""
LED = (0, 1)
"""The pair of which the first theme leads to the second."""


@dataclass(frozen=True)
class Desk:
    """How a desk's customers ask."""

    shares: np.ndarray
    """(THEMES,) of each theme."""
    led: float
    """Chance that a conversation about the first theme is followed by the second."""


def make_desk(chance: np.random.Generator) -> Desk:
    """Every other desk has no planted pair."""
    led = float(chance.uniform(0.15, 0.4)) if chance.random() < 0.5 else 0.0
    return Desk(chance.dirichlet(np.full(THEMES, 8.0)), led)


def ask(desk: Desk, chance: np.random.Generator, people: int) -> list[AskedTheme]:
    """Conversations of `people` customers, some of whom write often."""
    rows = []
    for person in range(people):
        for _ in range(1 + min(int(chance.negative_binomial(0.8, 0.4)), 11)):
            theme, day = int(chance.choice(THEMES, p=desk.shares)), chance.uniform(0, DAYS)
            rows.append(AskedTheme(person, f"t-{theme}", day))
            if theme == LED[0] and chance.random() < desk.led:
                later = day + chance.uniform(0.1, WITHIN_DAYS - 1)
                rows.append(AskedTheme(person, f"t-{LED[1]}", later))
    return rows


def find_true_lift(desk: Desk, chance: np.random.Generator) -> float:
    """The lift of the pair among very many customers."""
    hit, among, rest, customers = compare_pair(ask(desk, chance, TRUTH_PEOPLE))
    return compare_shares(hit, among, rest, customers)[0]


def compare_pair(
    rows: list[AskedTheme],
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """(n,) whether the second theme was asked about within 30 days, whether it is about the first,
    whether about another, and the customer."""
    days: dict[int, list[float]] = {}
    second = f"t-{LED[1]}"
    for row in rows:
        if row.theme_id == second:
            days.setdefault(row.customer, []).append(row.day)
    hit = [any(abs(day - row.day) <= WITHIN_DAYS for day in days.get(row.customer, ()))
           for row in rows]  # fmt: skip
    own = np.array([row.theme_id for row in rows])
    among = own == f"t-{LED[0]}"
    customers = np.array([row.customer for row in rows])
    return np.array(hit), among, ~among & (own != second), customers


def cover_lifts(desk: Desk, truth: float, chance: np.random.Generator) -> tuple[int, int, int, int]:
    """(held, tried, told of pairs that are not planted, all told) of one desk."""
    rows = ask(desk, chance, int(chance.integers(300, 700)))
    hit, among, rest, customers = compare_pair(rows)
    held = tried = 0
    if len(np.unique(customers[hit & among])) >= 5:
        _, low, high, _ = compare_shares(hit, among, rest, customers)
        held, tried = int(low <= truth <= high), 1
    told = find_companions(rows).told
    names = {f"t-{theme}" for theme in LED} if desk.led else set()
    false = sum({one.theme_id, one.other_id} != names for one in told)
    return held, tried, false, len(told)


def cover_ratios(chance: np.random.Generator) -> tuple[int, int, int, int]:
    """(held, tried, told apart from 1 where they are 1, such desks) of one desk's customers, who
    leave at rates that differ by plan."""
    truth = 1.0 if chance.random() < 0.5 else float(chance.uniform(1.2, 3.0))
    tables = []
    for _ in range(int(chance.integers(1, 5))):
        rate = chance.uniform(0.03, 0.3)
        exposed, others = int(chance.integers(20, 150)), int(chance.integers(80, 400))
        tables.append((exposed, chance.binomial(exposed, min(rate * truth, 1.0)),
                       others, chance.binomial(others, rate)))  # fmt: skip
    found = compute_risk_ratio(np.array(tables))
    if found is None:
        return 0, 0, 0, 0
    _, low, high = found
    apart = int(truth == 1.0 and not low <= 1.0 <= high)
    return int(low <= truth <= high), 1, apart, int(truth == 1.0)
