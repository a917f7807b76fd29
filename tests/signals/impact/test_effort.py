"""Minutes are the time since the agent's last reply or the customer's message, within bounds."""

from datetime import UTC, datetime, timedelta

import pytest

from signals.impact.effort import Reply, ThemeEffort, estimate_effort, scale_spared

NINE = datetime(2026, 2, 2, 9, tzinfo=UTC)


def reply(minute: float, asked: float | None, theme: str | None = "t-a", agent: int = 1) -> Reply:
    at = NINE + timedelta(minutes=minute)
    asked_at = None if asked is None else NINE + timedelta(minutes=asked)
    return Reply(agent, at, asked_at, theme, conversation=int(minute))


def steady(count: int, every: float, theme: str = "t-a", first: float = 0.0) -> list[Reply]:
    """Replies of one agent to customers who wrote long before."""
    return [reply(first + every * n, -10_000, theme) for n in range(count)]


def test_a_session_of_replies_takes_the_time_between_them() -> None:
    found = estimate_effort(steady(31, 4.0), days=30.44)
    (theme,) = found.themes
    # The first reply of the session has no time of its own and counts as the usual one.
    assert theme.minutes["middle"] == pytest.approx(31 * 4)
    assert theme.hours_a_month["middle"] == pytest.approx(31 * 4 / 60)
    assert (theme.conversations, theme.replies, found.timed) == (31, 31, 30)


def test_a_pause_is_no_work() -> None:
    rows = steady(21, 4.0) + steady(21, 4.0, first=600)
    (theme,) = estimate_effort(rows, days=1.0).themes
    assert theme.minutes["middle"] == pytest.approx(42 * 4)


def test_a_customer_who_just_wrote_was_not_worked_for_before() -> None:
    rows = [reply(10.0 * n, 10.0 * n - 2) for n in range(30)]
    (theme,) = estimate_effort(rows, days=1.0).themes
    assert theme.minutes["middle"] == pytest.approx(30 * 2)


def test_bounds_surround_the_middle_and_themes_add_up_to_all_replies() -> None:
    rows = (
        steady(30, 4.0, "t-a") + steady(30, 12.0, "t-b", first=1_000) + [reply(5_000, None, None)]
    )
    found = estimate_effort(rows, days=10.0)
    assert [theme.theme_id for theme in found.themes] == ["t-b", "t-a", None]
    assert sum(theme.replies for theme in found.themes) == found.replies == 61
    for theme in found.themes:
        told = theme.minutes
        assert told["low"] <= told["middle"] <= told["high"]


def test_too_few_timed_replies_tell_nothing() -> None:
    found = estimate_effort(steady(20, 4.0), days=1.0)
    assert (found.timed, found.themes) == (19, ())
    assert estimate_effort([]).themes == ()
    assert estimate_effort(steady(40, 60.0)).themes == ()


def test_what_is_spared_is_at_most_the_whole_theme() -> None:
    theme = ThemeEffort("t-a", 10, 10, {"middle": 60.0}, {"middle": 5.0})
    assert scale_spared(4, theme, "middle") == pytest.approx(2.0)
    assert scale_spared(40, theme, "middle") == 5.0
