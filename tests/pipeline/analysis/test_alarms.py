"""Alarms hold the conversations behind them, newest first, up to the last full hour."""

from datetime import timedelta

import pytest

from domain.errors import BadRequest
from pipeline.analysis.alarms import FIRST_MESSAGES, Alarm, raise_alarms
from tests.pipeline.analysis.conftest import INCIDENT, STEADY, Seasons, at


def alarm_of(alarms: tuple[Alarm, ...], name: str) -> Alarm:
    return next(alarm for alarm in alarms if alarm.name == name)


def test_a_day_of_five_times_as_many_is_an_alarm_with_its_conversations(
    seasons: Seasons,
) -> None:
    report = raise_alarms(seasons.settings, seasons.now)
    alarm = alarm_of(report.alarms, STEADY)
    assert (alarm.sort, alarm.step, alarm.label) == ("theme", "day", f"Label of {STEADY}")
    assert alarm.since == at(INCIDENT)
    assert alarm.until in (at(INCIDENT + 1), at(INCIDENT + 2)), "two days are tested together too"
    assert alarm.conversations > 1.5 * alarm.expected > 0
    assert sum(count for _, count in alarm.languages) == alarm.conversations
    assert len(alarm.first) == FIRST_MESSAGES
    times = [row["at"] for row in alarm.first]
    assert times == sorted(times)
    assert at(INCIDENT) <= times[0] < at(INCIDENT + 1)


def test_open_alarms_come_first_and_then_the_newest(seasons: Seasons) -> None:
    alarms = raise_alarms(seasons.settings, seasons.now).alarms
    keys = [(alarm.until is None, alarm.since) for alarm in alarms]
    assert keys == sorted(keys, reverse=True)
    assert len(alarms) > 1


def test_a_day_that_is_not_over_opens_an_alarm_and_leaves_it_open(seasons: Seasons) -> None:
    noon = at(INCIDENT, 18.5)
    report = raise_alarms(seasons.settings, noon)
    alarm = alarm_of(report.alarms, STEADY)
    assert report.until == at(INCIDENT, 18)
    assert (alarm.since, alarm.until) == (at(INCIDENT), None)
    whole = alarm_of(raise_alarms(seasons.settings, seasons.now).alarms, STEADY)
    assert alarm.expected < whole.expected


def test_a_larger_budget_raises_more_alarms(seasons: Seasons) -> None:
    few, many = (raise_alarms(seasons.settings, seasons.now, budget) for budget in (0.1, 100))
    assert {alarm.name for alarm in few.alarms} <= {alarm.name for alarm in many.alarms}
    assert len(few.alarms) < len(many.alarms)


def test_with_less_than_four_weeks_of_data_nothing_is_watched(seasons: Seasons) -> None:
    report = raise_alarms(seasons.settings, at(20, 6))
    assert (report.watched_daily, report.alarms, report.until) == (0, (), None)
    assert report.history == 20


@pytest.mark.parametrize("budget", [0, -1, 101])
def test_a_budget_that_is_none_is_refused(seasons: Seasons, budget: float) -> None:
    with pytest.raises(BadRequest, match="--budget"):
        raise_alarms(seasons.settings, seasons.now, budget)


def test_days_are_those_of_the_workspace(seasons: Seasons) -> None:
    local = seasons.settings.model_copy(update={"timezone": "Europe/Kyiv"})
    alarm = alarm_of(raise_alarms(local, seasons.now).alarms, STEADY)
    assert alarm.since == at(INCIDENT) - timedelta(hours=3)
