"""Rows of themes as values: shares, changes, and what people say over what was grouped."""

from typing import Any

from domain.counts import ThemeCount, Totals
from domain.decisions import ThemeOverrides
from domain.periods import parse_period
from store.tables.decisions import dump_overrides
from store.tables.theme_rows import (
    add_theme_counts,
    parse_life,
    parse_theme_facts,
    sum_totals,
)
from tests.builders import NOW

ASKS: list[dict[str, Any]] = [
    {"theme_id": "t-x", "language": "uk", "kind": "bug", "is_excluded": False, "asks": 1},
    {"theme_id": "t-x", "language": "en", "kind": None, "is_excluded": False, "asks": 2},
    {"theme_id": "t-x", "language": "uk", "kind": "question", "is_excluded": False, "asks": 1},
]


def build_row(**more: Any) -> dict[str, Any]:
    names = [{"language": "en", "label": "Link", "keywords": ["link"]}]
    return {
        "id": "t-x", "label": "Link", "keywords": ["link"], "names": names, "area": None,
        "state": None, "since": None, "overrule": None, "cohesion": None, **more,
    }  # fmt: skip


def count_theme(words: str, before: int = 2) -> ThemeCount:
    counted = {"conversations": 3, "customers": 2, "before": before}
    period = parse_period(words, NOW)
    return add_theme_counts(parse_theme_facts(build_row(), {}), ASKS, counted, 12, period)


def test_share_and_change_are_of_conversations() -> None:
    count = count_theme("2026-02")
    assert (count.share, count.change) == (0.25, 0.5)


def test_asks_are_summed_by_language_and_kind_largest_first() -> None:
    count = count_theme("2026-02")
    assert (count.asks, count.conversations, count.customers) == (4, 3, 2)
    assert count.language_mix == (("en", 0.5), ("uk", 0.5))
    assert count.kind_mix == (("question", 0.5), ("bug", 0.5))


def test_a_theme_of_asks_whose_conversations_began_earlier_counts_none() -> None:
    facts = parse_theme_facts(build_row(), {})
    count = add_theme_counts(facts, ASKS, None, 0, parse_period("2026-02", NOW))
    assert (count.asks, count.conversations, count.share, count.change) == (4, 0, 0.0, None)


def test_nothing_is_compared_with_an_empty_span_or_over_all_time() -> None:
    assert count_theme("2026-02", before=0).change is None
    assert count_theme("all").change is None


def test_the_totals_hold_every_ask_once() -> None:
    more: list[dict[str, Any]] = [
        {"theme_id": None, "is_excluded": False, "kind": "bug", "asks": 2},
        {"theme_id": None, "is_excluded": False, "kind": "other", "asks": 3},
        {"theme_id": "t-x", "is_excluded": True, "kind": None, "asks": 7},
        {"theme_id": None, "is_excluded": True, "kind": None, "asks": 11},
    ]
    assert sum_totals([*ASKS, *more], 6) == Totals(27, 4, 5, 18, 6, idle=3)


def test_a_label_that_people_gave_stands_before_the_groupings() -> None:
    overrides = ThemeOverrides(labels=(("en", "Missing link"), ("uk", "Посилання")))
    row = build_row(overrule=dump_overrides(overrides))
    names = parse_theme_facts(row, {}).names
    assert [(name.language, name.label) for name in names] == [
        ("en", "Missing link"),
        ("uk", "Посилання"),
    ]


def test_a_theme_without_a_state_is_active_and_a_gone_one_is_retired() -> None:
    assert parse_life(build_row()).state == "active"
    assert parse_life(build_row(state="active", retired_run=3)).state == "retired"
