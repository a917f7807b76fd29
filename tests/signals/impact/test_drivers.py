"""What a theme takes from the rating is told in points, with an interval, or not at all."""

from collections.abc import Sequence

import pytest

from signals.impact.drivers import MIN_RATED, RatedConversation, find_drivers


def rated(
    count: int, rating: float, *themes: str, first: int = 0, source: str = "desk"
) -> list[RatedConversation]:
    """Ratings around `rating`, each of another customer."""
    return [
        RatedConversation(source, first + number, rating + number % 2 - 0.5, frozenset(themes))
        for number in range(count)
    ]


def tell(rows: Sequence[RatedConversation]) -> dict[str, float]:
    return {one.theme_id: round(one.lost, 2) for one in find_drivers(rows).themes}


def test_points_lost_are_the_rest_less_all_and_the_worst_comes_first() -> None:
    rows = [
        *rated(30, 2.0, "t-bad"), *rated(30, 4.0, "t-good", first=100), *rated(60, 3.5, first=200),
    ]  # fmt: skip
    told = find_drivers(rows)
    assert told.mean == pytest.approx((30 * 2 + 30 * 4 + 60 * 3.5) / 120)
    assert [one.theme_id for one in told.themes] == ["t-bad", "t-good"]
    bad = told.themes[0]
    assert bad.lost == pytest.approx((30 * 4 + 60 * 3.5) / 90 - (told.mean or 0))
    assert 0 < bad.low < bad.lost < bad.high
    assert (bad.rated, bad.customers, bad.mean) == (30, 30, 2.0)
    assert told.themes[1].high < 0


def test_a_theme_like_the_rest_is_not_told_to_take_anything() -> None:
    rows = [*rated(40, 3.5, "t-1"), *rated(60, 3.5, first=100)]
    (same,) = find_drivers(rows).themes
    assert same.low < 0 < same.high


def test_below_the_minimum_nothing_is_told() -> None:
    few = find_drivers(rated(MIN_RATED - 1, 3.0, "t-1"))
    assert (few.mean, few.themes, few.too_few) == (None, (), 1)
    rows = [*rated(MIN_RATED - 1, 1.5, "t-rare"), *rated(60, 4.0, first=100)]
    assert (tell(rows), find_drivers(rows).too_few) == ({}, 1)
    one_person = [RatedConversation("desk", 7, 1.0, frozenset({"t-1"})) for _ in range(50)]
    assert tell([*one_person, *rated(60, 4.0, first=100)]) == {}
    assert find_drivers([]).rated == 0


def test_ratings_of_another_scale_are_left_out_and_told() -> None:
    rows = [*rated(40, 4.0, "t-1"), *rated(40, 3.0, first=100), *rated(30, 80.0, source="nps")]
    told = find_drivers(rows)
    assert (told.scale, told.rated, told.left_out) == (5, 80, 30)
