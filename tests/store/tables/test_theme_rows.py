"""Rows of themes as values: shares, changes, and what people say over what was grouped."""

from typing import Any

from domain.decisions import ThemeOverrides
from domain.periods import parse_period
from store.tables.decisions import dump_overrides
from store.tables.theme_rows import parse_life, parse_theme_count
from tests.builders import NOW


def build_row(**more: Any) -> dict[str, Any]:
    names = [{"language": "en", "label": "Link", "keywords": ["link"]}]
    return {
        "id": "t-x", "label": "Link", "keywords": ["link"], "languages": [], "asks": 4,
        "conversations": 3, "before": 2, "customers": 2, "names": names, "area": None,
        "kinds": [], "state": None, "since": None, "overrule": None, **more,
    }  # fmt: skip


def test_share_and_change_are_of_conversations() -> None:
    count = parse_theme_count(build_row(), 12, parse_period("2026-02", NOW))
    assert (count.share, count.change) == (0.25, 0.5)


def test_nothing_is_compared_with_an_empty_span_or_over_all_time() -> None:
    assert parse_theme_count(build_row(before=0), 12, parse_period("2026-02", NOW)).change is None
    assert parse_theme_count(build_row(), 12, parse_period("all", NOW)).change is None


def test_a_label_that_people_gave_stands_before_the_groupings() -> None:
    overrides = ThemeOverrides(labels=(("en", "Missing link"), ("uk", "Посилання")))
    row = build_row(overrule=dump_overrides(overrides))
    names = parse_theme_count(row, 12, parse_period("all", NOW)).names
    assert [(name.language, name.label) for name in names] == [
        ("en", "Missing link"),
        ("uk", "Посилання"),
    ]


def test_a_theme_without_a_state_is_active_and_a_gone_one_is_retired() -> None:
    assert parse_life(build_row()).state == "active"
    assert parse_life(build_row(state="active", retired_run=3)).state == "retired"
