"""Lines of a chat that begin with a date and a clock, as phones of many countries write them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from ingest.readers.messengers.chat_words import MARKS, find_half, is_link, to_hours

_M = rf"[{MARKS}]{{0,4}}"
_DATED = (
    rf"^{_M}(\[)?\s?{_M}(?:(\d{{1,4}}){_M}([./-]){_M}\s?(\d{{1,2}}){_M}\3{_M}\s?(\d{{1,4}})\.?"
    rf"(?:\s?г\.|\s?р\.)?|(\d{{4}})[年년]\s?(\d{{1,2}})[月월]\s?(\d{{1,2}})[日일])"
    rf"[\s,،{MARKS}]{{1,6}}(?:([^\W\d_][^\d:\n]{{0,20}}?)[\s{MARKS}]{{0,3}})?"
    rf"(\d{{1,2}})[:.](\d\d)(?:[:.](\d\d))?{_M}"
)
_MARKED = re.compile(
    rf"{_DATED}(?:\s?([^\W\d_][^\d:\]\n]{{0,20}}?))?{_M}(?:\s?\]|\s[-–—])\s(.*)$", re.DOTALL
)
_BARE = re.compile(rf"{_DATED}(?:\s?)()(?:,|\s)\s?(.*)$", re.DOTALL)
_BUDDHIST = 543
"""Years between the Buddhist reckoning and ours."""


@dataclass(frozen=True, slots=True)
class Row:
    """A dated line, and the lines that go on with it."""

    numbers: tuple[int, int, int]
    """Of the date, as they stand."""
    digits: tuple[int, int]
    """How many digits the first and the last number have."""
    mark: str
    """What parts the numbers of the date."""
    clock: tuple[int, int, int]
    american: bool
    """Whether the clock has AM or PM, in capitals, which goes with the month first."""
    text: str
    marked: bool = True
    """Whether brackets or a dash part the date from the words."""


def parse_row(line: str, *, bare: bool = False) -> Row | None:
    """The row that a line begins; None for another line. `bare`: nothing need part the date from
    the words."""
    match, marked = _MARKED.match(line), True
    row = _build_row(match, marked) if match else None
    if row is None and bare:
        match, marked = _BARE.match(line), False
        row = _build_row(match, marked) if match and not match[1] else None
    return row


def parse_rows(lines: Iterable[str], *, bare: bool = False) -> list[Row]:
    """Dated rows; a line without a date continues the row before it."""
    found: list[tuple[Row, list[str]]] = []
    for line in lines:
        row = parse_row(line, bare=bare)
        if row is not None:
            found.append((row, [row.text]))
        elif found:
            found[-1][1].append(line)
    return [replace(row, text="\n".join(text)) for row, text in found]


def _build_row(match: re.Match[str], marked: bool) -> Row | None:
    before, after, text = match[9] or "", match[13] or "", match[14]
    if not marked:
        first, _, rest = text.partition(" ")
        after, text = (first, rest) if find_half(first) and ":" not in first else ("", text)
    half = find_half(after) or find_half(before)
    if (after and not half) or (before and not half and not is_link(before)):
        return None
    year_first = match[6] is not None
    parts = (match[6], match[7], match[8]) if year_first else (match[2], match[4], match[5])
    return Row(
        (int(parts[0]), int(parts[1]), int(parts[2])),
        (len(parts[0]), len(parts[2])),
        match[3] or "",
        (to_hours(int(match[10]), half), int(match[11]), int(match[12] or 0)),
        after in ("AM", "PM"),
        text,
        marked,
    )


def is_day_first(rows: Sequence[Row]) -> bool:
    """Whether 03/02 is the third of February.

    Decided by a number over 12, else by the dot, else by the order of the rows, else by the clock
    (AM and PM in capitals go with the month first).
    """
    pairs = [(row.numbers[0], row.numbers[1]) for row in rows if row.digits[0] < 3]
    if any(first > 12 for first, _ in pairs):
        return True
    if any(second > 12 for _, second in pairs):
        return False
    if any(row.mark == "." for row in rows):
        return True
    day, month = (_count_steps_back(rows, day_first=way) for way in (True, False))
    return day < month if day != month else not any(row.american for row in rows)


def build_time(row: Row, *, day_first: bool) -> datetime | None:
    """When a row was written, on the clock of the phone; None where its date is none of ours."""
    first, second, third = row.numbers
    if row.digits[0] == 4:
        year, month, day = first, second, third
    else:
        year = third + (2000 if row.digits[1] == 2 else 0)
        day, month = (first, second) if day_first else (second, first)
    if 2552 <= year <= 2642:
        year -= _BUDDHIST
    elif 2052 <= year <= 2099 and row.digits[1] == 2:
        year += 500 - _BUDDHIST
    try:
        return datetime(year, month, day, *row.clock) if year > 1900 else None
    except ValueError:
        return None


def _count_steps_back(rows: Sequence[Row], *, day_first: bool) -> int:
    times = [at for row in rows if (at := build_time(row, day_first=day_first))]
    return sum(after < before for before, after in pairwise(times))
