"""Rankings by a measure: values with intervals, and the rank in the period before."""

from signals.measures import Measure
from signals.ranks import rank_by_measure


def row(theme: str, customers: float, before: bool = False, **more: float) -> dict[str, object]:
    sums = {"conversations": customers, "messages": 3 * customers, "worth": 0.0}
    told: dict[str, object] = {"theme_id": theme, "part": None, "is_before": before}
    for name, total in sums.items():
        told |= {name: total, f"{name}_squares": total, f"{name}_largest": 1.0}
    rated = {"ratings": 4.0 * customers, "rating_squares": 17.0 * customers, "rated": customers}
    return {**told, "customers": customers, **rated, **more}


def test_a_ranking_tells_interval_and_change_of_rank() -> None:
    rows = [
        row("t-1", 30),
        row("t-2", 40),
        row("t-1", 50, before=True),
        row("t-2", 10, before=True),
    ]
    first, second = rank_by_measure(rows, Measure("customers"))
    assert (first.theme_id, first.rank, first.rank_before) == ("t-2", 1, 2)
    assert (second.theme_id, second.rank_before) == ("t-1", 1)
    assert first.low < 40 < first.high


def test_per_thousand_active_customers_scales_the_interval_too() -> None:
    (told,) = rank_by_measure([row("t-1", 30)], Measure("per-1000", 6_000))
    assert told.value == 5
    assert told.low < 5 < told.high


def test_the_worst_rated_theme_stands_first() -> None:
    bad = row("t-1", 20, ratings=40.0, rating_squares=90.0)
    told = rank_by_measure([row("t-2", 50), bad, row("t-3", 50)], Measure("rating"))
    assert told[0].theme_id == "t-1"
    assert told[0].high < 0
