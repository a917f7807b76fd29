"""Changes, periods, days and states as pages show them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dashboard.formatting import (
    format_change,
    format_cohesion,
    format_datetime,
    format_doubts,
    format_period,
    format_state_and_status,
)
from domain.counts import ThemeCount
from domain.decisions import ThemeOverrides
from domain.periods import parse_period
from domain.themes import Life

COUNT = ThemeCount("t-1", "Links", (), (), 4, 3, 2, 0.25, None)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("relative", "told"),
    [(None, "–"), (0.0, "0%"), (0.125, "+12%"), (-0.5, "−50%"), (2.0, "+200%")],
)
def test_a_change_has_its_sign(relative: float | None, told: str) -> None:
    assert format_change(relative) == told


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("all", "All time"),
        ("last-30d", "Last 30 days"),
        ("2026", "2026"),
        ("2026-02", "February 2026"),
        ("2026-Q1", "Quarter 1, 2026"),
        ("2026-W07", "Week 7: 9–15 Feb 2026"),
        ("2026-W01", "Week 1: 29 Dec 2025 – 4 Jan 2026"),
        ("2026-02-09", "9 Feb 2026"),
        ("2026-01-30..2026-02-03", "30 Jan – 2 Feb 2026"),
    ],
)
def test_periods_have_names(words: str, name: str) -> None:
    assert format_period(parse_period(words, NOW)) == name


def test_times_are_shown_in_the_workspaces_zone() -> None:
    assert (
        format_datetime(datetime(2026, 2, 9, 22, 5, tzinfo=UTC), "Europe/Kyiv")
        == "10 Feb 2026, 00:05"
    )
    assert format_datetime(None, "UTC") == "no time given"


def test_a_state_beside_a_label_has_its_day() -> None:
    born = datetime(2026, 2, 8, 23, tzinfo=UTC)
    decided = replace(COUNT, life=Life("emerging", born), overrule=ThemeOverrides(status="wont_do"))
    told = format_state_and_status(decided, "Europe/Kyiv")
    assert told == ["emerging since 9 Feb 2026", "won't do"]
    assert format_state_and_status(replace(COUNT, life=Life("active", born)), "UTC") == []


def test_a_weak_theme_is_marked_and_its_page_says_what_to_do() -> None:
    weak, firm = replace(COUNT, cohesion=0.44), replace(COUNT, cohesion=0.45)
    assert format_state_and_status(weak, "UTC") == ["weak"]
    assert [format_cohesion(count) for count in (weak, firm, COUNT)] == ["44%, weak", "45%", "none"]
    assert "Read some" in format_doubts(weak)[0]
    assert format_doubts(firm) == []
    assert format_doubts(replace(firm, by_answer=12)) == [
        "12 asks are here for what agents answered, not for their words alone."
    ]
