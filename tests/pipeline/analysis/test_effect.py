"""The effect of a fix is judged from the day it shipped, given or as its status says."""

from datetime import timedelta

import pytest

from domain.errors import BadRequest, NotFound
from pipeline.analysis.effect import judge_effect
from pipeline.themes.decide import set_status
from tests.pipeline.analysis.conftest import FIX, FIXED, STEADY, Seasons, at


def test_a_theme_that_nobody_asks_about_any_more_fell(seasons: Seasons) -> None:
    report = judge_effect(seasons.settings, FIXED, at(FIX).date(), seasons.now)
    assert (report.theme_id, report.label) == (FIXED, f"Label of {FIXED}")
    assert report.effect.word == "fell"
    assert report.effect.after == 0
    assert report.through == seasons.now.date() - timedelta(days=1)


def test_a_theme_that_goes_on_as_before_did_not_fall(seasons: Seasons) -> None:
    effect = judge_effect(seasons.settings, STEADY, at(FIX).date(), seasons.now).effect
    assert effect.word == "no evidence"
    assert effect.before > 0


def test_a_day_ahead_and_no_day_at_all_are_refused(seasons: Seasons) -> None:
    with pytest.raises(BadRequest, match="lies ahead"):
        judge_effect(seasons.settings, FIXED, seasons.now.date() + timedelta(1), seasons.now)
    with pytest.raises(BadRequest, match="Say when the fix went out"):
        judge_effect(seasons.settings, STEADY, None, seasons.now)
    with pytest.raises(NotFound):
        judge_effect(seasons.settings, "t-nothing", None, seasons.now)


def test_the_day_of_the_status_is_taken_where_none_is_given(seasons: Seasons) -> None:
    set_status(seasons.settings, FIXED, "shipped", "olena", seasons.now, at(FIX).date())
    report = judge_effect(seasons.settings, FIXED, None, seasons.now)
    assert report.effect.shipped == at(FIX).date()
