"""Trends compare whole weeks of the workspace, as many as there are."""

from datetime import date, timedelta

import pytest

from domain.errors import BadRequest
from pipeline.analysis.trends import judge_trends
from tests.builders import MONDAY
from tests.pipeline.analysis.conftest import FIXED, RISING, STEADY, Seasons, at


def test_each_theme_has_a_verdict_the_telling_ones_first(seasons: Seasons) -> None:
    report = judge_trends(seasons.settings, seasons.now, weeks=4)
    assert [(row.theme_id, row.trend.direction) for row in report.themes] == [
        (RISING, "rising"),
        (FIXED, "falling"),
        (STEADY, "steady"),
    ]


def test_weekly_counts_are_those_of_both_spans(seasons: Seasons) -> None:
    report = judge_trends(seasons.settings, seasons.now)
    assert report.weeks == 5, "half of the ten there are"
    row = report.themes[0]
    assert len(row.weekly) == 10
    weekly = [count or 0 for count in row.weekly]
    assert (sum(weekly[:5]), sum(weekly[5:])) == (row.trend.count_before, row.trend.count)


def test_the_weeks_looked_at_end_with_the_last_whole_one(seasons: Seasons) -> None:
    monday = MONDAY.date()
    report = judge_trends(seasons.settings, at(65, 6), weeks=3)
    assert (report.start, report.end) == (
        monday + timedelta(weeks=6),
        monday + timedelta(weeks=9),
    )
    sunday = seasons.settings.model_copy(update={"week_start": "sunday"})
    end = judge_trends(sunday, at(65, 6), weeks=3).end
    assert end == date(2026, 4, 5)
    assert end.weekday() == 6


def test_too_few_weeks_give_no_verdict_and_one_week_is_refused(seasons: Seasons) -> None:
    report = judge_trends(seasons.settings, at(20, 6))
    assert (report.weeks, report.start, report.themes) == (0, None, ())
    with pytest.raises(BadRequest, match="--weeks is at least 2"):
        judge_trends(seasons.settings, seasons.now, weeks=1)
