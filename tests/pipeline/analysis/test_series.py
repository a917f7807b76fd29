"""Days are whole and local; a running day holds its full hours alone."""

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

import pytest

from pipeline.analysis.series import add_running_day, read_days, read_hours, to_utc_midnight
from store.read.reader import open_reader
from tests.pipeline.analysis.conftest import INCIDENT, STEADY, WEEKS, Seasons, at


def test_days_run_from_the_first_ask_to_the_last_day_that_is_over(seasons: Seasons) -> None:
    with open_reader(seasons.settings.store) as reader:
        days = read_days(reader, seasons.settings, seasons.now)
        earlier = read_days(reader, seasons.settings, at(30, 12))
    assert (days.days[0], days.days[-1]) == (at(0).date(), at(7 * WEEKS - 1).date())
    assert earlier.days[-1] == at(29).date(), "day 30 is not over"
    assert days.observed.all()
    assert days.weekday[:8].tolist() == [0, 1, 2, 3, 4, 5, 6, 0]
    themes = [row for row, name in enumerate(days.series.names) if name[0] == "theme"]
    assert days.series.counts[themes].sum() == days.asks.sum()
    assert days.series.get_row("all", "all").tolist() == days.asks.tolist()


def test_a_running_day_counts_its_full_hours_alone(seasons: Seasons) -> None:
    with open_reader(seasons.settings.store) as reader:
        whole = read_days(reader, seasons.settings, at(INCIDENT, 12.5))
        running = add_running_day(reader, whole, at(INCIDENT, 12.5))
        after = read_days(reader, seasons.settings, seasons.now)
        hours = read_hours(reader, after, INCIDENT)
        row = after.series.names.index(("theme", STEADY))
        assert add_running_day(reader, whole, at(INCIDENT, 0.5)) is whole, "no hour is over"
    assert running.running_hours == 12
    assert running.days[-1] == at(INCIDENT).date()
    today = running.series.get_row("theme", STEADY)[-1]
    assert today == hours[row, 0, :12].sum() > 0
    assert today < after.series.get_row("theme", STEADY)[INCIDENT]


def test_hours_add_up_to_their_days(seasons: Seasons) -> None:
    with open_reader(seasons.settings.store) as reader:
        days = read_days(reader, seasons.settings, seasons.now)
        hours = read_hours(reader, days, 60)
    assert hours.shape == (len(days.series.names), len(days.days) - 60, 24)
    assert hours.sum(axis=2).tolist() == days.series.counts[:, 60:].tolist()
    assert not hours[:, :, :8].any(), "nobody asked by night"


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 3, 2), 24)]
)
def test_a_day_is_as_long_as_its_clock_says(day: date, hours: int) -> None:
    zone = ZoneInfo("Europe/Kyiv")
    begin, end = to_utc_midnight(day, zone), to_utc_midnight(day + timedelta(days=1), zone)
    assert end - begin == timedelta(hours=hours)
    assert begin.tzinfo is UTC
