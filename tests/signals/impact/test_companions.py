"""Themes go together where the same customers ask about both within 30 days, beyond chance."""

import numpy as np
import pytest

from signals.impact.companions import AskedTheme, compare_shares, find_companions


def desk(together: int = 12, gap: float = 3.0) -> list[AskedTheme]:
    """30 customers who ask about t-a, of whom the first `together` ask about t-b `gap` days later;
    200 who ask about something else, some of them about t-b long after."""
    rows = [AskedTheme(n, "t-a", 10.0) for n in range(30)]
    rows += [AskedTheme(n, "t-b", 10.0 + gap) for n in range(together)]
    for n in range(100, 300):
        rows.append(AskedTheme(n, "t-c", 10.0))
        if n < 130:
            rows.append(AskedTheme(n, "t-b", 60.0 if n < 120 else 12.0))
    return rows


def test_a_planted_pair_is_told_with_its_lift() -> None:
    found = find_companions(desk())
    assert {(one.theme_id, one.other_id) for one in found.told} == {("t-a", "t-b"), ("t-b", "t-a")}
    told = {one.theme_id: one for one in found.told}
    first = told["t-a"]
    assert (first.conversations, first.after) == (12, 12)
    assert first.share == pytest.approx(0.4)
    assert first.rest == pytest.approx(10 / 200)
    assert first.lift == pytest.approx(0.4 / (10.5 / 201))
    assert 1 < first.low < first.lift < first.high
    assert told["t-b"].after == 0
    assert told["t-b"].rest == 0  # nobody else asks about t-a: the lift is still bounded
    assert told["t-b"].low < told["t-b"].lift < told["t-b"].high < float("inf")
    assert found.themes == 3


def test_what_comes_after_more_than_30_days_does_not_go_together() -> None:
    assert find_companions(desk(gap=31.0)).told == ()
    assert len(find_companions(desk(gap=30.0)).told) == 2


def test_one_theme_can_be_asked_for() -> None:
    found = find_companions(desk(), "t-a")
    assert [one.theme_id for one in found.told] == ["t-a"]


def test_below_its_minimum_nothing_is_looked_at() -> None:
    assert find_companions(desk(together=4), "t-a").looked_at == 0
    assert find_companions([]).themes == 0
    one = [AskedTheme(1, "t-a", n) for n in range(50)] + [
        AskedTheme(1, "t-b", n) for n in range(50)
    ]
    assert find_companions(one).themes == 0


def test_one_customer_who_writes_much_is_one_customer() -> None:
    hits = np.array([True] * 10 + [False] * 10 + [True, False] * 10)
    among = np.arange(40) < 20
    alone = compare_shares(hits, among, ~among, np.arange(40))
    assert alone[0] == pytest.approx(0.5 / (10.5 / 21))
    heavy = compare_shares(hits, among, ~among, np.where(hits & among, 99, np.arange(40)))
    assert heavy[1] < alone[1]
