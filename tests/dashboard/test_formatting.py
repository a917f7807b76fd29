"""Numbers, days and periods as people read them; what the data do not cover is said."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dashboard.components.totals import build_coverage_note
from dashboard.formatting import (
    format_change,
    format_datetime,
    format_day_range,
    format_percent,
    format_period,
    format_state_and_status,
)
from dashboard.urls import get_safe_url
from domain.decisions import ThemeOverrides
from domain.periods import parse_period
from domain.themes import Life
from pipeline.queries.calendar import Calendar

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DATA = Calendar(date(2026, 1, 7), date(2026, 3, 3), (), (), (), ())


@pytest.mark.parametrize(
    ("relative", "told"),
    [(None, "–"), (0.0, "0%"), (0.125, "+12%"), (-0.5, "−50%"), (2.0, "+200%")],
)
def test_a_change_has_its_sign(relative: float | None, told: str) -> None:
    assert format_change(relative) == told


def test_a_small_share_is_not_nothing() -> None:
    assert [format_percent(share) for share in (0.0, 0.004, 0.01, 0.25, 1.0)] == [
        "0%", "<1%", "1%", "25%", "100%",
    ]  # fmt: skip


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


def test_the_last_day_of_a_span_is_one_that_counts() -> None:
    assert format_day_range(date(2026, 2, 1), date(2026, 3, 1)) == "1–28 Feb 2026"


def test_times_are_told_in_the_workspaces_zone() -> None:
    assert (
        format_datetime(datetime(2026, 2, 9, 22, 5, tzinfo=UTC), "Europe/Kyiv")
        == "10 Feb 2026, 00:05"
    )
    assert format_datetime(None, "UTC") == "no time given"


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("all", None),
        ("2026-W08", None),
        ("2026-01", "The data begin on 7 Jan 2026, inside this period."),
        ("2026-03", "The data end on 3 Mar 2026, before this period does: "
                    "changes compare a part with a whole."),
        ("2026-02", "The data begin on 7 Jan 2026: the span before is covered in part only, "
                    "so changes compare a whole with a part."),
        ("2025", "The data run from 7 Jan 2026 to 3 Mar 2026: none lie here."),
    ],
)  # fmt: skip
def test_what_the_data_do_not_cover_is_said(words: str, note: str | None) -> None:
    assert build_coverage_note(parse_period(words, NOW), DATA) == note


def test_data_that_end_with_the_period_cover_it() -> None:
    whole = replace(DATA, first=date(2025, 1, 1), last=date(2026, 2, 28))
    assert build_coverage_note(parse_period("2026-02", NOW), whole) is None


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "//a/b", "/a",
            "https://", "http://[bad", "file:///etc/passwd", "ftp://a/b"],
)  # fmt: skip
def test_only_web_addresses_are_safe(url: str | None) -> None:
    assert get_safe_url(url) is None


def test_web_addresses_stay_as_they_are() -> None:
    for url in ("https://desk.example/a?b=c#d", "http://localhost:3000/1"):
        assert get_safe_url(url) == url


def test_what_is_said_beside_a_name_has_its_day() -> None:
    born = datetime(2026, 2, 8, 23, tzinfo=UTC)
    told = format_state_and_status(
        Life("emerging", born), ThemeOverrides(status="wont_do"), "Europe/Kyiv"
    )
    assert told == ["emerging since 9 Feb 2026", "won't do"]
    assert format_state_and_status(Life("active", born), ThemeOverrides(), "UTC") == []
