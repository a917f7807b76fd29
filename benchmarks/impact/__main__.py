"""How often intervals of outcome shares, rating drivers, differences, lifts and churn ratios hold
the truth, on made desks.

    python -m benchmarks.impact [--quick] [--smoke] [--seed N]

Makes desks whose customers write several times and differ in how they end and rate; themes have
planted shares and planted effects, half of them none. Prints coverage and the rate at which a theme
without an effect is told to have one; exits with 1 when a bar is missed.
"""

import sys
from collections.abc import Sequence

import numpy as np

from benchmarks.bars import Bar
from benchmarks.impact.customers import cover_lifts, cover_ratios, find_true_lift, make_desk
from benchmarks.options import build_parser, pick_size, read_options, report_bars
from signals.impact.clusters import (
    compare_groups,
    compare_means,
    compute_clustered_share_interval,
)
from signals.impact.differences import DescribedConversation, find_differences

DESKS, QUICK_DESKS, SMOKE_DESKS = 1_000, 150, 10
COVERED_LOW, COVERED_HIGH, FALSE = 0.93, 0.97, 0.10
_THEMES = 8
_DESKS_OF_ONE = 50
"""Desks drawn of the same customers."""
Desk = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def make_customers(chance: np.random.Generator, people: int) -> np.ndarray:
    """(conversations,) customer of each: most write once, a few often."""
    times = 1 + chance.negative_binomial(0.6, 0.4, people)
    return np.repeat(np.arange(people), np.minimum(times, 12))


def cover_shares(chance: np.random.Generator) -> tuple[int, int]:
    """(intervals that hold the planted share, intervals) of one desk's themes."""
    held = tried = 0
    for _ in range(_THEMES):
        customer = make_customers(chance, int(chance.integers(15, 120)))
        truth = chance.uniform(0.08, 0.92)
        likeness = chance.uniform(0.0, 0.4)  # how alike one customer's conversations end
        own = chance.beta(*_to_beta(truth, likeness), customer.max() + 1)
        hits = chance.random(len(customer)) < own[customer]
        low, high = compute_clustered_share_interval(hits, customer)
        held += low <= truth <= high
        tried += 1
    return held, tried


def cover_drivers(chance: np.random.Generator) -> tuple[int, int, int, int]:
    """(held, tried, told of themes without an effect, such themes) of one desk's ratings."""
    customer = make_customers(chance, int(chance.integers(150, 500)))
    shares = chance.dirichlet(np.full(_THEMES, 3.0))
    theme = chance.choice(_THEMES, size=len(customer), p=shares)
    effects = np.where(np.arange(_THEMES) % 2 == 0, 0.0, chance.uniform(-1.2, 0.6, _THEMES))
    mood = chance.normal(0, 0.6, customer.max() + 1)
    rating = 4.0 + effects[theme] + mood[customer] + chance.normal(0, 0.8, len(customer))
    expected = 4.0 + effects
    held = tried = told = idle = 0
    for one in range(_THEMES):
        among = theme == one
        if len(np.unique(customer[among])) < 10 or among.sum() < 20:
            continue
        rest = np.delete(np.arange(_THEMES), one)
        without = (shares[rest] * expected[rest]).sum() / shares[rest].sum()
        truth = without - (shares * expected).sum()
        _, low, high = compare_means(rating, among, customer)
        held += low <= truth <= high
        tried += 1
        if abs(truth) < 0.01:
            idle += 1
            told += low > 0 or high < 0
    return held, tried, told, idle


def cover_differences(chance: np.random.Generator) -> tuple[int, int, int, int]:
    """(held, tried, told of values without a difference, all told) of one desk's attributes."""
    customer = make_customers(chance, int(chance.integers(120, 400)))
    in_theme = chance.random(len(customer)) < chance.uniform(0.15, 0.4)
    rows = [set[tuple[str, str]]() for _ in customer]
    truths: dict[str, float] = {}
    held = tried = 0
    for number in range(_THEMES):
        name = f"a{number}"
        base = chance.uniform(0.1, 0.6)
        more = chance.uniform(0.15, 0.35) if number % 4 == 0 else 0.0
        truths[name] = more
        mostly = chance.random(customer.max() + 1)  # a customer mostly keeps one version
        own = np.where(chance.random(len(customer)) < 0.7, mostly[customer],
                       chance.random(len(customer)))  # fmt: skip
        has = own < base + more * in_theme
        for row, yes in zip(rows, has, strict=True):
            row.add((name, "yes" if yes else "no"))
        _, low, high, _ = compare_groups(has, in_theme, customer)
        held += low <= more <= high
        tried += 1
    told = find_differences(
        [
            DescribedConversation(int(one), bool(inside), frozenset(facts))
            for one, inside, facts in zip(customer, in_theme, rows, strict=True)
        ]
    ).told
    false = sum(not truths[one.name] for one in told)
    return held, tried, false, len(told)


def _to_beta(mean: float, likeness: float) -> tuple[float, float]:
    """Parameters of a beta with this mean and this correlation of two draws given it."""
    weight = 1 / max(likeness, 1e-3) - 1
    return mean * weight, (1 - mean) * weight


def main(arguments: Sequence[str] | None = None) -> int:
    """Make, judge, print; 1 when a bar is missed."""
    options = read_options(build_parser("impact", __doc__), arguments)
    desks = pick_size(options, DESKS, QUICK_DESKS, SMOKE_DESKS)
    chance = np.random.default_rng(options.seed)
    shares = np.array([cover_shares(chance) for _ in range(desks)]).sum(axis=0)
    drivers = np.array([cover_drivers(chance) for _ in range(desks)]).sum(axis=0)
    values = np.array([cover_differences(chance) for _ in range(desks)]).sum(axis=0)
    share, driver = shares[0] / shares[1], drivers[0] / drivers[1]
    difference, chance_told = values[0] / values[1], values[2] / max(values[3], 1)
    false = drivers[2] / max(drivers[3], 1)
    lifts = _cover_lifts(chance, desks)
    ratios = np.array([cover_ratios(chance) for _ in range(desks)]).sum(axis=0)
    lift, lift_false = lifts[0] / max(lifts[1], 1), lifts[2] / max(lifts[3], 1)
    ratio, ratio_false = ratios[0] / max(ratios[1], 1), ratios[2] / max(ratios[3], 1)
    print("| of | intervals | hold the truth |\n|---|---:|---:|")
    print(f"| outcome shares | {shares[1]:,} | {share:.3f} |")
    print(f"| rating drivers | {drivers[1]:,} | {driver:.3f} |")
    print(f"| attribute differences | {values[1]:,} | {difference:.3f} |")
    print(f"| lifts of pairs | {lifts[1]:,} | {lift:.3f} |")
    print(f"| churn ratios | {ratios[1]:,} | {ratio:.3f} |")
    print(f"\n{lifts[3]:,} pairs told, by chance: {lift_false:.3f}")
    print(f"told to change churn, of {ratios[3]:,} themes that do not: {ratio_false:.3f}")
    print(f"{values[3]:,} differences told, by chance: {chance_told:.3f}")
    print(f"told to change the rating, of {drivers[3]:,} themes that hardly do: {false:.3f}")
    bars = []
    for name, value in (
        ("outcome shares", share), ("rating drivers", driver), ("differences", difference),
        ("lifts", lift), ("churn ratios", ratio),
    ):  # fmt: skip
        bars.append(Bar(f"{name}: coverage", value, COVERED_LOW))
        bars.append(Bar(f"{name}: coverage, at most", value, COVERED_HIGH, at_most=True))
    bars.append(Bar("differences told by chance", chance_told, FALSE, at_most=True))
    bars.append(Bar("drivers told without an effect", false, FALSE, at_most=True))
    bars.append(Bar("pairs told by chance", lift_false, FALSE, at_most=True))
    bars.append(Bar("churn told without an effect", ratio_false, FALSE, at_most=True))
    return report_bars(options, bars)


def _cover_lifts(chance: np.random.Generator, desks: int) -> np.ndarray:
    """Desks of the same customers share one truth, which takes a large desk to find."""
    found = []
    for _ in range(max(desks // _DESKS_OF_ONE, 1)):
        desk = make_desk(chance)
        truth = find_true_lift(desk, chance)
        found += [cover_lifts(desk, truth, chance) for _ in range(min(_DESKS_OF_ONE, desks))]
    total: np.ndarray = np.array(found).sum(axis=0)
    return total


if __name__ == "__main__":
    sys.exit(main())
