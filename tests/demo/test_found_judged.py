"""The whole demo, read and grouped: what is planted is judged right on the themes that were found,
with every command's default settings."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from domain.periods import parse_period
from pipeline.analysis.alarms import Alarm, raise_alarms, watch_series_by_day
from pipeline.analysis.answers import read_answered
from pipeline.analysis.effect import judge_effect
from pipeline.analysis.series import read_days
from pipeline.analysis.trends import judge_trends
from pipeline.settings import Settings
from signals.alarms.daily import BUDGET, MONTH
from signals.findability import find_sent_link
from signals.statistics.baseline import MIN_DAYS
from store.read.reader import open_reader
from tests.demo.conftest import Built
from tests.demo.planted import match_planted
from tests.demo.test_ranked import members

KYIV = ZoneInfo("Europe/Kyiv")


@pytest.fixture(scope="module")
def settings(built: Built) -> Settings:
    return Settings(home=built.home, timezone="Europe/Kyiv")


@pytest.fixture(scope="module")
def found(built: Built) -> dict[str, str]:
    """Planted theme -> the found one that holds most of it."""
    ranking = built.ranking()
    matches = match_planted(built.truth, ranking, members(built.home, ranking))
    return {match.slug: match.found_id for match in matches}


@pytest.fixture(scope="module")
def end(built: Built) -> datetime:
    """The morning after the last day."""
    return at(date.fromisoformat(built.truth["end"]), 9)


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), KYIV)


def alarms_of(settings: Settings, theme: str, now: datetime) -> list[Alarm]:
    return [told for told in raise_alarms(settings, now).alarms if told.name == theme]


def test_the_incident_is_alarmed_on_its_first_day(
    built: Built, settings: Settings, found: dict[str, str]
) -> None:
    incident = built.truth["incident"]
    day, theme = date.fromisoformat(incident["first_day"]), found[incident["theme"]]
    assert alarms_of(settings, theme, at(day, 1)) == []
    (alarm,) = alarms_of(settings, theme, at(day, 18))
    assert alarm.until is None
    assert alarm.since.astimezone(KYIV).date() == day
    after = date.fromisoformat(incident["last_day"]) + timedelta(days=5)
    (alarm,) = alarms_of(settings, theme, at(after, 9))
    assert alarm.until is not None, "it closes by itself"


def test_what_starts_half_way_is_a_new_problem_within_two_weeks(
    built: Built, settings: Settings, found: dict[str, str]
) -> None:
    start = built.truth["starts"]
    now = at(date.fromisoformat(start["date"]) + timedelta(days=14), 9)
    assert any(told.is_new for told in alarms_of(settings, found[start["theme"]], now))


def test_other_alarms_keep_to_the_budget(
    built: Built, settings: Settings, found: dict[str, str], end: datetime
) -> None:
    truth = built.truth
    changing = {truth["incident"]["theme"], truth["starts"]["theme"], truth["grows"]["theme"]}
    changing |= {told for change in truth["splits"] for told in change["into"]}
    changing |= {told["into"] for told in truth["merges"]}
    planted = {found[slug] for slug in changing if slug in found}
    first, last = (
        date.fromisoformat(truth["incident"][name]) for name in ("first_day", "last_day")
    )
    with open_reader(settings.store) as reader:
        days = read_days(reader, settings, end)
    seen = watch_series_by_day(days, BUDGET, MIN_DAYS)
    other = [
        (name, days.days[day])
        for row, day in zip(*np.nonzero(seen.started), strict=True)
        if (name := days.series.names[row])[1] not in planted
        # The incident is heard in all traffic, in every language and channel.
        and (name[0] == "theme" or not first <= days.days[day] <= last)
    ]
    assert len(other) <= BUDGET * (len(days.days) - MIN_DAYS) / MONTH, other


def test_the_fix_fell_with_the_planted_ratio_inside_its_interval(
    built: Built, settings: Settings, found: dict[str, str], end: datetime
) -> None:
    fix = built.truth["fix"]
    told = judge_effect(settings, found[fix["theme"]], date.fromisoformat(fix["date"]), end).effect
    assert told.word == "fell"
    assert told.low is not None
    assert told.high is not None
    assert told.low < fix["ratio"] < told.high


def test_trends_say_rising_and_emerging_without_being_told_where_to_look(
    built: Built, settings: Settings, found: dict[str, str], end: datetime
) -> None:
    told = {row.theme_id: row.trend.direction for row in judge_trends(settings, end).themes}
    assert told[found[built.truth["grows"]["theme"]]] == "rising"
    assert told[found[built.truth["starts"]["theme"]]] == "emerging"


def test_links_asked_for_are_found(built: Built, settings: Settings) -> None:
    planted = {
        (conversation, link)
        for conversation, told in built.truth["conversations"].items()
        for link in told["links"].values()
    }
    with open_reader(settings.store) as reader:
        cases = read_answered(reader, parse_period("all", at(date(2026, 12, 1), 0)))
    sent = [(case.conversation_id, find_sent_link(case)) for case in cases]
    told = {(conversation, one.link) for conversation, one in sent if one}
    assert len(told & planted) >= 0.95 * len(told)
    assert len(told & planted) >= 0.95 * len(planted)
