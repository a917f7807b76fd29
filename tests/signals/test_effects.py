"""A fix is judged against what would have been: overall traffic, gaps and too little are told."""

from datetime import date, timedelta

import numpy as np
import pytest

from signals.effects import Effect, estimate_fix_effect

SHIPPED = date(2026, 3, 4)


def judged(
    base: float = 3.0, ratio: float = 0.35, traffic: float = 1.0, before: int = 12, after: int = 8,
    late: float | None = None, gap: slice | None = None, seed: int = 1,
) -> Effect:  # fmt: skip
    rng = np.random.default_rng(seed)
    days = 7 * (before + after)
    place = np.arange(days) - 7 * before
    level = np.where(place >= 0, traffic, 1.0)
    factor = np.where(place >= 0, ratio, 1.0)
    if late is not None:
        factor = np.where(place >= 7 * after // 2, late, factor)
    theme, others = rng.poisson(base * level * factor), rng.poisson(30 * level)
    observed = np.ones(days, bool)
    if gap:
        observed[gap] = False
        theme[gap] = others[gap] = 0
    dates = [SHIPPED + timedelta(days=int(told)) for told in place]
    return estimate_fix_effect(theme, others, observed, dates, SHIPPED)


def test_what_fell_is_told_with_the_ratio_inside_its_interval() -> None:
    told = judged()
    assert told.word == "fell"
    assert told.low is not None
    assert told.high is not None
    assert told.low < 0.35 < told.high < 1


def test_less_traffic_of_everything_is_not_an_effect() -> None:
    assert judged(ratio=1.0, traffic=0.4).word == "no evidence"


def test_a_theme_that_fell_while_everything_grew_has_fallen() -> None:
    assert judged(ratio=0.4, traffic=2.5).word == "fell"


def test_a_gap_after_the_fix_is_not_an_effect() -> None:
    assert judged(ratio=1.0, gap=slice(90, 110)).word == "no evidence"


def test_what_rises_again_came_back() -> None:
    told = judged(base=6.0, ratio=0.2, late=1.2, after=12)
    assert told.word == "came back"
    assert told.late is not None
    assert told.late[0] > 0.8


def test_nothing_left_after_the_fix_still_has_an_upper_bound() -> None:
    told = judged(ratio=0.0)
    assert told.word == "fell"
    assert told.high == pytest.approx(0.1, abs=0.1)


def test_too_little_is_refused_and_says_when_there_will_be_enough() -> None:
    told = judged(base=0.3, after=1)
    assert told.word == "too little data"
    assert told.ratio is None
    assert told.enough_on is not None
    assert told.enough_on > SHIPPED + timedelta(days=13)


def test_a_theme_with_three_conversations_is_refused() -> None:
    assert judged(base=0.03).word == "too little data"


def test_too_little_before_the_fix_says_how_far_back_data_would_have_to_reach() -> None:
    told = judged(before=3)
    assert (told.word, told.enough_on) == ("too little data", None)
    assert told.enough_from == SHIPPED - timedelta(weeks=4)
    slow = judged(base=0.12, before=8, seed=1)
    assert 0 < slow.before < 10
    assert slow.enough_from == SHIPPED - timedelta(weeks=-(-80 // slow.before))
    assert judged(base=0.02, before=12).enough_from is None, "not within half a year"
