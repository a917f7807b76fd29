"""What is planted in the demo, judged on the planted themes themselves (the truth's own labels), so
that only the statistics are on trial, and not the grouping."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from numpy.typing import NDArray

from demo.talk import PlantedConversation
from demo.visits import KYIV
from signals.alarms.daily import (
    BUDGET,
    DAILY_SHARE,
    MONTH,
    DailyAlarms,
    compute_test_alpha,
    detect_daily_alarms,
)
from signals.effects import estimate_fix_effect
from signals.findability import AskWithAnswers, find_sent_link
from signals.trends import Trend, detect_trends
from tests.demo.conftest import Made

FIRST = 28


def by_day(made: Made, slug: str) -> NDArray[np.float64]:
    days = [(day - made.scenario.start).days for day in made.days_of(slug)]
    return np.bincount(days, minlength=made.scenario.days).astype(float)


@pytest.fixture(scope="module")
def slugs(made: Made) -> list[str]:
    return sorted(made.texts.themes)


@pytest.fixture(scope="module")
def daily(made: Made, slugs: list[str]) -> NDArray[np.float64]:
    return np.array([by_day(made, slug) for slug in slugs])


@pytest.fixture(scope="module")
def watched(made: Made, daily: NDArray[np.float64]) -> DailyAlarms:
    """Every theme, and all traffic in the last row, from the fifth week on."""
    counts = np.vstack([daily, daily.sum(axis=0)])
    weekday = np.array([made.scenario.weekday(day) for day in range(made.scenario.days)])
    alpha = compute_test_alpha(BUDGET * DAILY_SHARE, 2 * counts.mean(axis=1), MONTH)
    known = np.ones(made.scenario.days, bool)
    return detect_daily_alarms(counts, counts[-1], known, weekday, FIRST, alpha)


def test_the_incident_is_alarmed_on_its_first_day(
    made: Made, slugs: list[str], watched: DailyAlarms
) -> None:
    incident = made.scenario.incident
    first = (incident.first_day - made.scenario.start).days
    row = slugs.index(incident.theme)
    assert watched.started[row, first]
    assert watched.started[-1, first], "all traffic tells of it too"
    assert not watched.open[row, first + 5 :].any(), "it closes by itself"


def test_other_alarms_keep_to_the_budget(
    made: Made, slugs: list[str], watched: DailyAlarms
) -> None:
    scenario = made.scenario
    # What is planted to begin or to change its level is no false alarm.
    planted = {scenario.incident.theme, scenario.starts.theme, scenario.grows.theme}
    planted |= {told for change in (*scenario.splits, *scenario.merges) for told in change.into}
    steady = [row for row, slug in enumerate(slugs) if slug not in planted]
    months = (scenario.days - FIRST) / MONTH
    assert watched.started[steady].sum() <= BUDGET * months


def test_what_starts_half_way_is_a_new_problem_within_two_weeks(
    made: Made, slugs: list[str], watched: DailyAlarms
) -> None:
    start = made.scenario.starts
    row, began = slugs.index(start.theme), (start.date - made.scenario.start).days
    (day,) = np.flatnonzero(watched.started[row])[:1]
    assert watched.new[row, day]
    assert began <= day <= began + 14


def trend_of(made: Made, slugs: list[str], daily: NDArray[np.float64], slug: str) -> Trend:
    weekly = daily.reshape(len(slugs), -1, 7).sum(axis=2)
    weeks = weekly.shape[1] // 2
    told = detect_trends(weekly, np.ones(2 * weeks), weeks, weekly[:, :weeks].sum(axis=1))
    return told[slugs.index(slug)]


def test_the_slow_grower_is_rising(
    made: Made, slugs: list[str], daily: NDArray[np.float64]
) -> None:
    told = trend_of(made, slugs, daily, made.scenario.grows.theme)
    assert told.direction == "rising"
    assert told.low < made.scenario.grows.factor**0.5 < told.high


def test_what_starts_half_way_is_emerging(
    made: Made, slugs: list[str], daily: NDArray[np.float64]
) -> None:
    start = made.scenario.starts
    weeks = -(-(start.date - made.scenario.start).days // 7)
    weekly = daily.reshape(len(slugs), -1, 7).sum(axis=2)[:, weeks - 4 : weeks + 4]
    older = daily[:, : 7 * weeks - 7].sum(axis=1)
    told = detect_trends(weekly, np.ones(8), 4, older)
    assert told[slugs.index(start.theme)].direction == "emerging"


def test_the_shipped_fix_fell_with_the_planted_ratio_inside_its_interval(
    made: Made, slugs: list[str], daily: NDArray[np.float64]
) -> None:
    fix = made.scenario.fix
    own = daily[slugs.index(fix.theme)].astype(np.int64)
    others = daily.sum(axis=0).astype(np.int64) - own
    days = [made.scenario.start + timedelta(days=n) for n in range(made.scenario.days)]
    told = estimate_fix_effect(own, others, np.ones(len(days), bool), days, fix.date)
    assert told.word == "fell"
    assert told.low is not None
    assert told.high is not None
    assert told.low < fix.ratio < told.high


def test_a_theme_nothing_was_done_about_has_not_fallen(
    made: Made, slugs: list[str], daily: NDArray[np.float64]
) -> None:
    days = [made.scenario.start + timedelta(days=n) for n in range(made.scenario.days)]
    shipped = made.scenario.fix.date
    for slug in ("webinar_link", "how_to_register", "refund_course"):
        own = daily[slugs.index(slug)].astype(np.int64)
        others = daily.sum(axis=0).astype(np.int64) - own
        told = estimate_fix_effect(own, others, np.ones(len(days), bool), days, shipped)
        assert told.word == "no evidence", slug


def test_links_sent_are_found_for_the_right_theme(made: Made) -> None:
    planted, found = set(), set()
    for told in made.corpus.planted:
        planted |= {(told.id, theme, link) for theme, link in told.links.items()}
        for case in cases(made, told):
            sent = find_sent_link(case)
            if sent:
                found.add((told.id, case.theme_id, sent.link))
    right = len(planted & found)
    assert right >= 0.95 * len(found)
    assert right >= 0.95 * len(planted)


def cases(made: Made, told: PlantedConversation) -> list[AskWithAnswers]:
    """What was answered to each planted ask, up to the next one."""
    times = [datetime.fromisoformat(at) for at in told.asked_at]
    ends = [*times[1:], datetime(2100, 1, 1, tzinfo=KYIV)][: len(times)]
    said = [
        (datetime.fromisoformat(message["at"]), message["text"])
        for message in made.by_id[told.id]["messages"]
        if message["author"] == "agent" and message["public"]
    ]
    return [
        AskWithAnswers(theme, told.id, begin, told.page,
                 tuple(row for row in said if begin <= row[0] < end))
        for theme, begin, end in zip(told.themes, times, ends, strict=True)
    ]  # fmt: skip
