"""Ranking by what the reader chooses, each number with its interval.

Totals get an interval for counts that cluster by customer (`compute_total_interval`); a mean rating
gets Welch's; a change of rank compares both periods by the same measure.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from signals.measures import Measure, MeasureName, RankedTheme
from signals.statistics.intervals import compute_mean_interval, compute_total_interval

_SUM_COLUMNS: dict[MeasureName, str] = {
    "conversations": "conversations",
    "messages": "messages",
    "value": "worth",
}


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
    theme with more conversations, then by id, so that the order is always the same.
    """
    now = [row for row in rows if not row["is_before"]]
    earlier = {(row["theme_id"], row["part"]): row for row in rows if row["is_before"]}
    values = _compute_values(now, measure, measure.actives)
    values_before = dict(
        zip(
            earlier,
            _compute_values(
                list(earlier.values()), measure, measure.actives_before or measure.actives
            ),
            strict=True,
        )
    )
    ranks_before = _assign_ranks(
        [
            (key, estimate.value, earlier[key])
            for key, estimate in values_before.items()
            if _is_shown(key, shown)
        ],
        measure,
    )
    keyed = [
        ((row["theme_id"], row["part"]), row, estimate)
        for row, estimate in zip(now, values, strict=True)
        if _is_shown((row["theme_id"], row["part"]), shown)
    ]
    ranks = _assign_ranks([(key, estimate.value, row) for key, row, estimate in keyed], measure)
    found = [
        RankedTheme(
            theme_id=key[0],
            part=key[1],
            value=estimate.value,
            low=estimate.low,
            high=estimate.high,
            before=values_before[key].value if key in values_before else None,
            rank=ranks[key],
            rank_before=ranks_before.get(key),
            conversations=int(row["conversations"]),
            customers=int(row["customers"]),
            messages=int(row["messages"]),
            rating=row["ratings"] / row["rated"] if row["rated"] else None,
        )
        for key, row, estimate in keyed
        if np.isfinite(estimate.value)
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
    kept = [entry for entry in valued if np.isfinite(entry[1])]
    kept.sort(
        key=lambda entry: (
            sign * entry[1],
            -entry[2]["conversations"],
            entry[0][0],
            entry[0][1] or "",
        )
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
