"""Numbers in English words: counts, percentages, changes, intervals, mixes, days and spans.

The command line and the dashboard write every number with these functions, so that both say the
same. One rule for a missing value: where a function takes `none`, that text stands for None; it has
no default, because an empty cell of a table and a dash on a page are both right in their place.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Protocol
from zoneinfo import ZoneInfo

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"


class Interval(Protocol):
    """A 95 % interval of a count, as `domain.counts.AuditedCount` has one."""

    @property
    def low(self) -> int:
        """Lower bound."""

    @property
    def high(self) -> int:
        """Upper bound."""


def format_number(number: float) -> str:
    """A number with thousands separated, at most twelve digits: "1,234", "1.5"."""
    return f"{number:,}" if isinstance(number, int) else f"{number:,.12g}"


def format_decimal(number: float | None, digits: int, *, none: str) -> str:
    """A number with a fixed count of decimals: "4.50"."""
    return none if number is None else f"{number:,.{digits}f}"


def format_count(number: float, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "1 ask", "2,885 asks"; the plural is the noun with an s."""
    return f"{format_number(number)} {noun if number == 1 else plural or noun + 's'}"


def format_percent(share: float, digits: int = 0) -> str:
    """A share of 1 as per cent: 0.123 is "12%"."""
    return f"{share:.{digits}%}"


def format_share(share: float) -> str:
    """A share of 1 as whole per cent; one that is small but not zero is "<1%"."""
    return "<1%" if 0 < share < 0.01 else format_percent(share)


def format_change(change: float | None, *, none: str, zero: str = "0%", minus: str = MINUS) -> str:
    """A relative change with its sign: 0.125 is "+12%". `zero` stands for no change at all."""
    if change is None:
        return none
    if change == 0:
        return zero
    return ("+" if change > 0 else minus) + format_percent(abs(change))


def format_interval(low: float, high: float) -> str:
    """The two ends of an interval of counts: "310 to 372"."""
    return f"{format_number(low)} to {format_number(high)}"


def format_audited_count(count: int, audited: Interval | None) -> str:
    """A count, with the interval of an audited one: "340 (310 to 372)"; else "340"."""
    interval = f" ({format_interval(audited.low, audited.high)})" if audited else ""
    return format_number(count) + interval


def format_audited(audited: Interval | None, *, none: str) -> str:
    """The interval of an audited count alone: "310 to 372", or "340 exactly" where it is one
    number."""
    if audited is None:
        return none
    if audited.low == audited.high:
        return f"{format_number(audited.low)} exactly"
    return format_interval(audited.low, audited.high)


def format_slug(slug: str | None, *, none: str) -> str:
    """The words of a slug, such as a kind of ask: `feature_request` is "feature request"."""
    return none if slug is None else slug.replace("_", " ")


def format_mix(
    mix: Iterable[tuple[str, float]],
    most: int | None = 3,
    *,
    separator: str = " ",
    format_part: Callable[[float], str] = format_percent,
) -> str:
    """The largest parts of a mix, or with `most` None all: "ru 52% en 30% uk 18%".

    `mix` holds (slug, share of 1), largest first. `format_part` writes a share.
    """
    largest = islice(mix, most)
    return separator.join(
        f"{format_slug(slug, none='')} {format_part(share)}" for slug, share in largest
    )


def format_minutes(minutes: float | None, *, none: str) -> str:
    """A length of time in the unit that reads best: "45 min", "2.5 h", "3.0 d"."""
    if minutes is None:
        return none
    if minutes < 90:
        return f"{minutes:.0f} min"
    return f"{minutes / 60:.1f} h" if minutes < 2_880 else f"{minutes / 1_440:.1f} d"


def format_day(day: date) -> str:
    """A day in words: "9 Feb 2026"."""
    return f"{day.day} {day:%b %Y}"


def format_iso_day(at: datetime | None, timezone: str, *, none: str) -> str:
    """The day of an aware instant in a zone (IANA name): "2026-02-09"."""
    return none if at is None else at.astimezone(ZoneInfo(timezone)).date().isoformat()


def format_datetime(at: datetime | None, timezone: str, *, none: str) -> str:
    """An aware instant in a zone (IANA name): "9 Feb 2026, 14:05"."""
    if at is None:
        return none
    local = at.astimezone(ZoneInfo(timezone))
    return f"{format_day(local)}, {local:%H:%M}"


def format_span(start: date, end: date) -> str:
    """The half-open days [start, end) with their last day: "9–15 Feb 2026", or one day."""
    last = end - timedelta(days=1)
    if start == last:
        return format_day(start)
    if (start.year, start.month) == (last.year, last.month):
        return f"{start.day}{DASH}{format_day(last)}"
    if start.year == last.year:
        return f"{start.day} {start:%b} {DASH} {format_day(last)}"
    return f"{format_day(start)} {DASH} {format_day(last)}"
