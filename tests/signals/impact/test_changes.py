"""Themes' parts add up to the change of the mean rating, and planted causes are found."""

import pytest

from signals.impact.changes import NO_THEME, explain_change
from signals.impact.drivers import RatedConversation


def rated(count: int, rating: float, *themes: str, first: int = 0) -> list[RatedConversation]:
    return [RatedConversation("desk", first + n, rating, frozenset(themes)) for n in range(count)]


def test_a_theme_that_grew_and_is_rated_badly_explains_the_fall() -> None:
    before = rated(90, 4.5, "t-ok") + rated(10, 2.0, "t-bad", first=500)
    now = rated(70, 4.5, "t-ok") + rated(30, 2.0, "t-bad", first=500)
    found = explain_change(now, before)
    assert found is not None
    assert found.before == pytest.approx(4.25)
    assert found.now == pytest.approx(3.75)
    parts = {one.theme_id: one for one in found.themes}
    assert sum(one.points for one in found.themes) == pytest.approx(-0.5)
    assert found.themes[0].theme_id == "t-bad"
    assert parts["t-bad"].high < 0


def test_a_theme_whose_rating_fell_explains_it_alone() -> None:
    before = rated(50, 4.0, "t-a") + rated(50, 4.0, "t-b", first=500)
    now = rated(50, 4.0, "t-a") + rated(50, 3.0, "t-b", first=500)
    found = explain_change(now, before)
    assert found is not None
    points = {one.theme_id: one.points for one in found.themes}
    assert points["t-b"] == pytest.approx(-0.5)
    assert points["t-a"] == pytest.approx(0.0)


def test_conversations_of_several_themes_or_none_still_add_up() -> None:
    before = rated(40, 4.0, "t-a", "t-b") + rated(20, 2.0, first=100)
    now = rated(30, 3.0, "t-a") + rated(30, 5.0, "t-new", first=200) + rated(10, 1.0, first=300)
    found = explain_change(now, before)
    assert found is not None
    assert sum(one.points for one in found.themes) == pytest.approx(found.now - found.before)
    assert {one.theme_id for one in found.themes} == {"t-a", "t-b", "t-new", NO_THEME}
    assert all(one.low <= one.high for one in found.themes)


def test_too_few_ratings_explain_nothing() -> None:
    assert explain_change(rated(19, 4.0, "t-a"), rated(40, 3.0, "t-a")) is None
    assert explain_change(rated(40, 4.0, "t-a"), []) is None
    one = [RatedConversation("desk", 1, 4.0, frozenset())] * 40
    assert explain_change(one, one) is None
