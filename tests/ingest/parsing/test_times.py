"""Every way a tool writes time is the same moment; what is no time says why and keeps quiet."""

from datetime import UTC, datetime

import pytest

from domain.errors import BadInput
from ingest.parsing.times import parse_serial_day, parse_time

MOMENT = datetime(2026, 2, 3, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        1770120300,
        1770120300.0,
        1770120300000,
        "1770120300",
        "1770120300.0",
        "1770120300000",
        "2026-02-03T12:05:00Z",
        "2026-02-03T12:05:00+0000",
        "2026-02-03T17:35:00+05:30",
        "2026-02-03 12:05:00 +0000",
        "2026-02-03 12:05:00 UTC",
        "2026-02-03 12:05",
        "03.02.2026 12:05",
        "03.02.2026, 12:05:00",
        "Tue, 03 Feb 2026 14:05:00 +0200",
        "3 февраля 2026 г., 12:05",
        "3 лютого 2026 12:05",
        "Feb 3, 2026, 12:05 PM",
        "2026-02-03 15:05 GMT+3",
        "2026-02-03T15:05:00GMT+0300",
        "03.02.2026 15:05 (UTC+03:00)",
        "03.02.2026 08:05 UTC-4",
        "2026/02/03 3:05:00 PM GMT+03",
        "Tue Feb 03 2026 15:05:00 GMT+0300 (Moscow Standard Time)",
        "Tue, 03 Feb 2026 15:05:00 UTC+3",
        "Feb 3, 2026 3:05 PM UTC +3",
        "03.02.2026 15:05 +3",
        "3 февраля 2026 г., 15:05 UTC+3",
        "Tue Feb 03 17:50:00 UTC+5:45 2026",
        "03/Feb/26 12:05 PM",
        "03/фев/26 12:05",
        "03-лют.-26 12:05",
        "3 фев. 26 г. 12:05",
        "вівторок, 3 лютого 2026 р. о 12:05",
        "Feb 3, 26 12:05",
        datetime(2026, 2, 3, 12, 5),
    ],
)
def test_all_spellings_of_a_moment_are_one(value: object) -> None:
    assert parse_time(value) == MOMENT


def test_a_naive_time_is_in_the_zone_that_was_set() -> None:
    assert parse_time("03.02.2026 14:05", "Europe/Kyiv") == MOMENT
    assert parse_time("2026-07-03", "Europe/Kyiv") == datetime(2026, 7, 2, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    "value", ["12.Mai.26 14:48", "12. Mai 2026, 14:48 Uhr", "12/май/26 2:48 PM", "12/трав/26 14:48"]
)
def test_a_month_in_letters_may_stand_beside_a_short_year(value: str) -> None:
    assert parse_time(value) == datetime(2026, 5, 12, 14, 48, tzinfo=UTC)


def test_a_date_that_ends_like_an_offset_has_none() -> None:
    assert parse_time("26-03-2010") == datetime(2010, 3, 26, tzinfo=UTC)
    assert parse_time("2026-03-10") == datetime(2026, 3, 10, tzinfo=UTC)


def test_nothing_is_no_time_and_no_error() -> None:
    assert parse_time(None) is None
    assert parse_time("  ") is None


def test_a_day_that_may_be_a_month_is_refused() -> None:
    with pytest.raises(ValueError, match="day from the month"):
        parse_time("02/03/2026")
    assert parse_time("02/13/2026 2:05 PM") == datetime(2026, 2, 13, 14, 5, tzinfo=UTC)
    assert parse_time("02/03/2026", pattern="%d/%m/%Y") == datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "value", ["soon", 5, True, "June 2026", "2026-13-45", "0001-01-01T00:00:00Z", [1], "9" * 400]
)
def test_what_is_no_time_is_refused_without_repeating_it(value: object) -> None:
    with pytest.raises(ValueError, match=r"\w") as refused:
        parse_time(value)
    assert str(value) not in str(refused.value)


def test_an_unknown_zone_is_bad_input() -> None:
    with pytest.raises(BadInput, match="time zone"):
        parse_time("2026-02-03", "Mars/Olympus")


def test_days_of_a_workbook_are_counted_from_its_zero() -> None:
    assert parse_serial_day("46150") == datetime(2026, 5, 8)
    assert parse_serial_day(46144.75) == datetime(2026, 5, 2, 18)
    for value in ("12", "1770120300", True, "soon", None, "46150-46151"):
        assert parse_serial_day(value) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026/02/03 10:00:05 дп EET", "2026-02-03T08:00:05+00:00"),
        ("2026/07/14 3:00:05 пп EEST", "2026-07-14T12:00:05+00:00"),
        ("03.02.2026 10:00 MSK", "2026-02-03T07:00:00+00:00"),
        ("13/02/2026 10:00 p. m.", "2026-02-13T22:00:00+00:00"),
        ("Feb 3, 2026 10:00 AM EST", "2026-02-03T15:00:00+00:00"),
        ("2026-02-03 10:00:05 PST", "2026-02-03T18:00:05+00:00"),
        ("2026-02-03 10:00:05 (CET)", "2026-02-03T09:00:05+00:00"),
        ("2026-02-03 10:00 pm", "2026-02-03T22:00:00+00:00"),
        ("Tue Feb 03 10:00:05 +0200 2026", "2026-02-03T08:00:05+00:00"),
    ],
)
def test_short_names_of_zones_and_halves_of_the_day_count(text: str, expected: str) -> None:
    found = parse_time(text)
    assert found is not None
    assert found.isoformat() == expected
