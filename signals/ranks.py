"""Ranking by what the reader chooses, each number with its interval.

Totals that customers bring in lumps get the interval of a bootstrap by customer, in closed form
(`compute_total_interval`); a mean rating gets Student's; a change of rank compares both periods
by the same measure.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from signals.measures import Measure, MeasureName
from signals.statistics.intervals import compute_mean_interval, compute_total_interval

_SUM_COLUMNS: dict[MeasureName, str] = {
    "conversations": "conversations",
    "messages": "messages",
    "value": "worth",
}


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


@dataclass(frozen=True, slots=True)
class _Estimate:
    value: float
    low: float
    high: float


def rank_by_measure(
    rows: Sequence[dict[str, Any]], measure: Measure, shown: Collection[str] | None = None
) -> list[RankedTheme]:
    """Themes (and parts) by the measure, the largest first; for `rating` the worst first.

    rows: what the store adds up of each theme, part and span; `shown` are the themes to be ranked
    (None: all): the others stay part of "the rest" that ratings are held against. Ties go to the
    theme with more conversations, then by id, so that the order never wavers.
    """
    now = [row for row in rows if not row["is_before"]]
    earlier = {(row["theme_id"], row["part"]): row for row in rows if row["is_before"]}
    told = _compute_values(now, measure, measure.actives)
    was = dict(
        zip(
            earlier,
            _compute_values(
                list(earlier.values()), measure, measure.actives_before or measure.actives
            ),
            strict=True,
        )
    )
    places = _assign_ranks(
        [(key, worth.value, earlier[key]) for key, worth in was.items() if _is_shown(key, shown)],
        measure,
    )
    keyed = [
        ((row["theme_id"], row["part"]), row, worth)
        for row, worth in zip(now, told, strict=True)
        if _is_shown((row["theme_id"], row["part"]), shown)
    ]
    ranks = _assign_ranks([(key, worth.value, row) for key, row, worth in keyed], measure)
    found = [
        RankedTheme(
            theme_id=key[0],
            part=key[1],
            value=worth.value,
            low=worth.low,
            high=worth.high,
            before=was[key].value if key in was else None,
            rank=ranks[key],
            rank_before=places.get(key),
            conversations=int(row["conversations"]),
            customers=int(row["customers"]),
            messages=int(row["messages"]),
            rating=row["ratings"] / row["rated"] if row["rated"] else None,
        )
        for key, row, worth in keyed
        if np.isfinite(worth.value)
    ]
    return sorted(found, key=lambda row: row.rank)


PartKey = tuple[str, str | None]


def _is_shown(key: PartKey, shown: Collection[str] | None) -> bool:
    return shown is None or key[0] in shown


def _assign_ranks(
    valued: Sequence[tuple[PartKey, float, dict[str, Any]]], measure: Measure
) -> dict[PartKey, int]:
    """Rank from 1 of each key."""
    sign = 1 if measure.by == "rating" else -1
    kept = [told for told in valued if np.isfinite(told[1])]
    kept.sort(
        key=lambda told: (sign * told[1], -told[2]["conversations"], told[0][0], told[0][1] or "")
    )
    return {key: place for place, (key, _, _) in enumerate(kept, 1)}


def _compute_values(
    rows: Sequence[dict[str, Any]], measure: Measure, actives: float | None
) -> list[_Estimate]:
    if not rows:
        return []
    if measure.by == "rating":
        return _compare_ratings(rows)
    if measure.by in _SUM_COLUMNS:
        name = _SUM_COLUMNS[measure.by]
        columns = [np.array([row[name + end] for row in rows], float) for end in _COLUMN_SUFFIXES]
    else:
        counts = np.array([row["customers"] for row in rows], float)
        columns = [counts, counts, np.ones_like(counts)]
    scale = 1_000 / actives if measure.by == "per-1000" and actives else 1.0
    bounds = compute_total_interval(*columns) * scale
    return [
        _Estimate(float(value * scale), float(low), float(high))
        for value, (low, high) in zip(columns[0], bounds, strict=True)
    ]


_COLUMN_SUFFIXES = ("", "_squares", "_largest")


def _compare_ratings(rows: Sequence[dict[str, Any]]) -> list[_Estimate]:
    """Mean rating less that of all other rows, with Welch's interval; NaN where nobody rated."""
    rated, total, squares = (
        np.array([row[name] or 0 for row in rows], float)
        for name in ("rated", "ratings", "rating_squares")
    )
    sums = rated.sum(), total.sum(), squares.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        mean, error = _compute_mean_error(rated, total, squares)
        rest, rest_error = _compute_mean_error(sums[0] - rated, sums[1] - total, sums[2] - squares)
        difference, spread = mean - rest, np.sqrt(error + rest_error) * np.sqrt(rated)
    bounds = compute_mean_interval(difference, spread, rated)
    return [
        _Estimate(float(value), float(low), float(high))
        for value, (low, high) in zip(difference, bounds, strict=True)
    ]


def _compute_mean_error(count: Any, total: Any, squares: Any) -> tuple[Any, Any]:
    mean = total / count
    return mean, np.maximum(squares / count - mean**2, 0.0) / np.maximum(count - 1, 1)
