"""Changes, periods, days and states as pages show them."""

from datetime import UTC, datetime

import pytest

from dashboard.formatting import (
    format_change,
    format_datetime,
    format_period,
    format_state_and_status,
)
from domain.decisions import ThemeOverrides
from domain.periods import parse_period
from domain.themes import Life

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
    told = format_state_and_status(
        Life("emerging", born), ThemeOverrides(status="wont_do"), "Europe/Kyiv"
    )
    assert told == ["emerging since 9 Feb 2026", "won't do"]
    assert format_state_and_status(Life("active", born), ThemeOverrides(), "UTC") == []
