"""The calendar of a workspace: whole and partial weeks, and only periods that have asks."""

from datetime import UTC, date, datetime
from pathlib import Path

from pipeline.queries.calendar import read_calendar
from pipeline.settings import Settings
from store.read.reader import open_reader
from tests.builders import ask, home_at, save_asks


def at(day: int, month: int = 2) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=UTC)


def test_weeks_run_through_and_those_begun_inside_are_partial(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    days = [at(4), at(10), at(1, 3)]  # a Wednesday, a Tuesday, a Sunday
    save_asks(home, [ask(f"a{n}", f"c{n}", at=day) for n, day in enumerate(days)])
    with open_reader(home) as reader:
        told = read_calendar(reader, Settings(home=home.path))
    assert (told.first, told.last) == (date(2026, 2, 4), date(2026, 3, 1))
    assert [week.words for week in told.weeks] == [f"2026-W{n:02}" for n in (6, 7, 8, 9)]
    assert [week.whole for week in told.weeks] == [False, True, True, True]
    assert told.busy_weeks == ("2026-W09", "2026-W07", "2026-W06")
    assert (told.months, told.quarters) == (("2026-03", "2026-02"), ("2026-Q1",))
    assert [span.is_partial for span in told.spans] == [True, False, False, False]


def test_without_a_time_there_is_no_calendar(tmp_path: Path) -> None:
    home = home_at(tmp_path)
    save_asks(home, [ask("a1", "c1", at=None)])
    with open_reader(home) as reader:
        told = read_calendar(reader, Settings(home=home.path))
    assert (told.first, told.weeks, told.months) == (None, (), ())
