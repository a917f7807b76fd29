"""Times to aware UTC, in every notation that tools write."""

import re
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil import parser as dateutil_parser

from domain.errors import BadInput

_NUMBER = re.compile(r"-?\d+(\.\d*)?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?")
_ISO = re.compile(r"\d{4}-\d\d-\d\d([ T]\d\d?:\d\d(:\d\d([.,]\d+)?)?)? ?(Z|[+-]\d\d:?(\d\d)?)?")
_NUMERIC = re.compile(
    r"(\d{1,4})([./-])(\d{1,2})\2(\d{2,4})"
    r"(?:,? +(\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)? ?([AaPp]\.?[Mm]\.?)?)?"
)
_ZONE_WORD = re.compile(r" ?\b(UTC|GMT|Z)$")
_NAMED_OFFSET = re.compile(
    r" ?[(\[]?(?<![A-Za-z])(?:UTC|GMT) ?([-+\u2212\u2013])(\d{1,2}?)(?::?(\d\d))?(?!\d)[)\]]?"
    r"(?: \([^()\d]{1,60}\)$)?"
)
"""An offset behind UTC or GMT, and what programs add in brackets: "GMT+0300 (Moscow Time)"."""
_CLOCK_OFFSET = re.compile(r"(?<=[\dMm.]) ?([-+\u2212])(\d{1,2}?)(?::?(\d\d))?$")
"""An offset at the end, which counts as one behind a clock alone: "14:05 +3"."""
_CLOCK = re.compile(r"\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?: ?[AaPp]\.?[Mm]\.?)?$")
_OFFSET = re.compile(r" ([-+]\d{4})$")
_ZONES = {
    "EET": "+0200", "EEST": "+0300", "CET": "+0100", "CEST": "+0200", "WET": "+0000",
    "WEST": "+0100", "BST": "+0100", "MSK": "+0300", "МСК": "+0300", "EST": "-0500", "EDT": "-0400",
    "CST": "-0600", "CDT": "-0500", "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
    "AKST": "-0900", "AKDT": "-0800", "HST": "-1000", "AEST": "+1000", "AEDT": "+1100",
    "NZST": "+1200", "NZDT": "+1300", "JST": "+0900", "KST": "+0900",
}  # fmt: skip
"""Offsets of zones by their short names, where one zone is meant by nearly everybody."""
_ZONE_NAME = re.compile(r" ?\(?\b([A-Z]{3,4}|МСК)\)?$")
_HALF_OF_DAY = re.compile(r"(?<=:\d\d) ?(?:([дa])|[пp])\.? ?[пm]\.?(?= |$)", re.IGNORECASE)
"""Halves of the day as other languages write them: "10:00 дп", "3:00 p. m."."""
_MOST_HOURS = 14
"""Hours of the largest offset there is."""
_WEEKDAY = re.compile(r"[A-Z][a-z]{2}, \d")
_POSTED = re.compile(r"[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d? \d\d:\d\d:\d\d [-+]\d{4} \d{4}")
"""As posts are dated: "Tue Oct 31 22:10:47 +0000 2017"."""
_YEAR = re.compile(r"\b(19|20)\d\d\b")
_MONTHS = {
    "янв": "Jan", "фев": "Feb", "мар": "Mar", "апр": "Apr", "мая": "May", "май": "May",
    "июн": "Jun", "июл": "Jul", "авг": "Aug", "сен": "Sep", "окт": "Oct", "ноя": "Nov",
    "дек": "Dec", "січ": "Jan", "лют": "Feb", "бер": "Mar", "кві": "Apr", "тра": "May",
    "чер": "Jun", "лип": "Jul", "сер": "Aug", "вер": "Sep", "жов": "Oct", "лис": "Nov",
    "гру": "Dec", "jän": "Jan", "mär": "Mar", "mrz": "Mar", "mai": "May", "okt": "Oct",
    "dez": "Dec",
}  # fmt: skip
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})[а-яіїєäa-z]*\.?", re.IGNORECASE)
_DAY_NAME = re.compile(
    r"\b(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|понеділок|вівторок|середа|"
    r"четвер|п.ятниця|субота|неділя|пн|вт|ср|чт|пт|сб|вс|нд|montag|dienstag|mittwoch|donnerstag|"
    r"freitag|samstag|sonntag)\b[.,]?",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(
    r"(?<!\d)(\d{1,2})[ ./,-]{1,3}([A-Za-z]{3,9})[ ./,-]{0,3}'?(\d\d)(?![\d:])"
)
"""A month in letters between a day and a year of two digits."""
_SHORT_YEAR_LAST = re.compile(
    r"\b([A-Za-z]{3,9})[ .]{1,2}(\d{1,2})(?:st|nd|rd|th)?(?:, ?| )'?(\d\d)(?![\d:])"
)
"""The same with the month first: "May 12, 26"."""
_LONGEST = 200
"""Characters of the longest text that may be a time."""
_MIN_YEAR, _MAX_YEAR = 1980, 2100
"""Years outside are mistakes: zero dates, numbers that are not times."""
_DAY_ZERO = datetime(1899, 12, 30)
_MIN_DAY, _MAX_DAY = 29_221, 73_050
"""The same in days of a workbook; larger numbers are unix seconds."""
_MAX_LENGTH = 200
"""Characters of a time; mails add the zone's name in brackets."""
_UNKNOWN = "no date or time is recognised in it; ISO 8601 works (2026-02-03T14:05:00Z)"


def parse_time(
    value: object,
    timezone: str = "UTC",
    pattern: str | None = None,
    zoneless: Counter[str] | None = None,
) -> datetime | None:
    """A time as aware UTC; None for None or an empty string.

    Reads unix seconds or milliseconds (int, float, numeric string), ISO 8601 with any offset,
    "2020-03-03 13:05:57 UTC", "03.02.2026 14:05 GMT+3", RFC 5322 dates and dates with a month in
    letters, also with a year of two digits ("12/May/26"). An offset means the same with UTC or GMT
    in front and without: plus is ahead of UTC.
    A time without a zone is taken in `timezone` (IANA name), of an hour that comes twice in autumn
    the first, and counted in `zoneless`. `pattern` (strptime) goes first.
    Raises `ValueError` with the reason, which never repeats the value.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    try:
        found = _parse_value(value, pattern)
        if found.tzinfo is None:
            found = found.replace(tzinfo=load_timezone(timezone))
            if zoneless is not None:
                zoneless[timezone] += 1
        moment = found.astimezone(UTC)
    except OverflowError:
        raise ValueError("the time is out of range") from None
    if not _MIN_YEAR <= moment.year <= _MAX_YEAR:
        raise ValueError(f"the year is not within {_MIN_YEAR}..{_MAX_YEAR}")
    return moment


def parse_serial_day(value: object, shift: int = 0) -> datetime | None:
    """A workbook's number as the local time it stands for, days since 1899-12-30; None for what is
    no such number. `shift`: days between that day and the one the workbook counts from."""
    text = str(value).strip()
    if isinstance(value, bool) or not _NUMBER.fullmatch(text[:_MAX_LENGTH]):
        return None
    days = float(text) + shift
    if not _MIN_DAY <= days < _MAX_DAY:
        return None
    return _DAY_ZERO + timedelta(seconds=round(days * 86_400))


@lru_cache(maxsize=32)
def load_timezone(name: str) -> ZoneInfo:
    """The time zone of an IANA name. Raises `BadInput`."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadInput(f"'{name}' is no time zone. Use a name such as Europe/Kyiv.") from None


def _parse_value(value: object, pattern: str | None) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise ValueError("it is neither a number nor a text")  # noqa: TRY004 - one error for all
    if isinstance(value, (int, float)):
        return _parse_unix(float(value))
    text = " ".join(value.split())
    if len(text) > _LONGEST:
        raise ValueError("it is too long for a time")
    return _parse_text(text if pattern or _ISO.fullmatch(text) else _write_offset(text), pattern)


def _write_offset(text: str) -> str:
    """The text with the offset that it names after UTC or GMT, or after its clock, as +0300, and
    the half of the day as AM or PM."""
    text = _HALF_OF_DAY.sub(lambda match: " AM" if match[1] else " PM", text)
    zone = _ZONE_NAME.search(text)
    if zone and zone[1] in _ZONES and _CLOCK.search(text[: zone.start()]):
        return f"{text[: zone.start()]} {_ZONES[zone[1]]}"
    named = _NAMED_OFFSET.search(text)
    if named and int(named[2]) <= _MOST_HOURS:
        return f"{text[: named.start()]} {_format_offset(named)}{text[named.end() :]}".strip()
    bare = _CLOCK_OFFSET.search(text)
    if bare and int(bare[2]) <= _MOST_HOURS and _CLOCK.search(text[: bare.start()]):
        return f"{text[: bare.start()]} {_format_offset(bare)}"
    return text


def _format_offset(match: re.Match[str]) -> str:
    sign = "+" if match[1] == "+" else "-"
    return f"{sign}{int(match[2]):02}{match[3] or '00'}"


def _parse_unix(number: float) -> datetime:
    seconds = number
    for unit in (1e3, 1e6, 1e9):  # milliseconds, microseconds, nanoseconds
        if abs(number) >= 1e8 * unit:
            seconds = number / unit
    if not 1e8 <= seconds < 1e11:
        raise ValueError("the number is no unix time in seconds or milliseconds")
    return datetime.fromtimestamp(round(seconds, 6), UTC)


def _parse_text(text: str, pattern: str | None) -> datetime:
    if len(text) > _MAX_LENGTH:
        raise ValueError(_UNKNOWN)
    if pattern:
        return _parse_pattern(text, pattern)
    if match := _COMPACT.fullmatch(text):
        return datetime(*(int(part) for part in match.groups() if part))  # type: ignore[arg-type]
    if _NUMBER.fullmatch(text):
        return _parse_unix(float(text))
    if match := _ZONE_WORD.search(text):
        return _parse_text(text[: match.start()], None).replace(tzinfo=UTC)
    if _ISO.fullmatch(text):
        return _parse_iso(text)
    if match := _NUMERIC.fullmatch(text):
        return _parse_numeric(match)
    if (match := _OFFSET.search(text)) and (date_ := _NUMERIC.fullmatch(text[: match.start()])):
        zone = datetime.strptime(match[1], "%z").tzinfo
        return _parse_numeric(date_).replace(tzinfo=zone)
    return _parse_worded(text)


def _parse_pattern(text: str, pattern: str) -> datetime:
    try:
        return datetime.strptime(text, pattern)
    except ValueError:  # strptime's own words repeat the value
        raise ValueError(f"it does not look like {pattern}") from None


def _parse_iso(text: str) -> datetime:
    padded = re.sub(
        r"([ T])(\d:)", r"\g<1>0\2", text.replace(" +", "+").replace(" -", "-"), count=1
    )
    try:
        return datetime.fromisoformat(padded.replace(",", "."))
    except ValueError:
        raise ValueError("it looks like ISO 8601, but no such day or hour exists") from None


def _parse_numeric(match: re.Match[str]) -> datetime:
    year, month, day = _order_date(match[1], match[3], match[4], match[2])
    hour = int(match[5] or 0)
    if half := match[8]:
        hour = hour % 12 + (12 if half.lower().startswith("p") else 0)
    return datetime(year, month, day, hour, int(match[6] or 0), int(match[7] or 0))


def _order_date(first: str, second: str, third: str, mark: str) -> tuple[int, int, int]:
    if len(first) == 4:
        return int(first), int(second), int(third)
    year = int(third) + (2000 if len(third) == 2 else 0)
    day_or_month, month_or_day = int(first), int(second)
    if mark == "." or day_or_month > 12 or day_or_month == month_or_day:
        return year, month_or_day, day_or_month
    if month_or_day > 12:
        return year, day_or_month, month_or_day
    raise ValueError(
        "nobody can tell the day from the month; write it as 2026-02-03, or name the format "
        "(time_format) in a mapping file"
    )


def _parse_worded(text: str) -> datetime:
    if _WEEKDAY.match(text):
        try:
            return parsedate_to_datetime(text)
        except (ValueError, TypeError):
            pass
    if _POSTED.fullmatch(text):
        return _parse_pattern(text, "%a %b %d %H:%M:%S %z %Y")
    plain = _MONTH.sub(lambda match: _MONTHS[match[1].lower()], _DAY_NAME.sub("", text))
    plain = re.sub(r"\b(г|р|года|року|uhr|um)\b\.?|\b[вуо]б?\b(?= \d)", "", plain, flags=re.I)
    if not _YEAR.search(plain):
        plain = _SHORT_YEAR.sub(r"\1 \2 20\3", plain, count=1)
        plain = _SHORT_YEAR_LAST.sub(r"\1 \2, 20\3", plain, count=1)
    if len(plain) > 60 or not _YEAR.search(plain) or not re.search("[A-Za-z]{3}", plain):
        raise ValueError(_UNKNOWN)
    return _parse_unambiguous(plain)


def _parse_unambiguous(text: str) -> datetime:
    """The time that dateutil parses.

    It fills missing parts from a default, so the results under two defaults must agree.
    """
    try:
        readings: list[datetime] = [
            dateutil_parser.parse(text, default=datetime(2000, month, day))
            for month, day in ((1, 1), (2, 2))
        ]
    except (ValueError, OverflowError):
        readings = []
    if len(set(readings)) != 1:
        raise ValueError(_UNKNOWN)
    return readings[0]
