"""The header of a table: whatever stands above its data, and the names it gives the columns."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from ingest.columns.names import WORDS, is_known_name, normalise_name
from ingest.columns.profile import Profile
from ingest.parsing.times import parse_time

_MOST_ROWS = 6
"""Rows of names in a header."""
_MOST_TITLES = 15
"""Rows of titles above it."""
_COMPARED = 100
"""Rows of data that a row is compared with."""
_MOST_COLUMNS = 500
"""Columns that are compared."""
_IMPORT_ID = re.compile(r'\{"{1,2}ImportId"', re.IGNORECASE)
_MOST_NAME = 40
"""Characters of a name in a header without any known name."""
Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Header:
    """The rows above the data, and what the columns are called."""

    rows: int
    """Rows above the data that hold anything; 0 for a table without a header."""
    names: tuple[str, ...]
    """Unique names of the columns."""
    is_named: bool = True
    """Whether one of the rows names the columns."""


def find_header(
    rows: Sequence[Row], width: int, wanted: Collection[str] = (), *, is_certain: bool = False
) -> Header:
    """The header of a table, from its first rows that hold anything.

    `wanted` are names of columns that a person gave: the row that has them names the columns.
    `is_certain`: there is a header, whatever it looks like.
    """
    first = _skip_titles(rows, wanted)
    if not (is_certain or has_header(rows[first:])):
        return Header(first, make_names_unique([""] * width), is_named=False)
    width = max(width, len(rows[first]))
    last = first
    while last + 1 < len(rows) and last - first < _MOST_ROWS:
        if not _is_header_row(rows, last + 1, first):
            break
        last += 1
    names = _name_columns(rows[first : last + 1], width, wanted)
    return Header(last + 1, make_names_unique(names))


def has_header(rows: Sequence[Row]) -> bool:
    """Whether the first row holds the names of the columns, not data."""
    first = [cell.strip() for cell in rows[0]]
    if any(map(is_known_name, first)):
        return True
    if len(first) < 2 or not all(first) or len(set(first)) < len(first):
        return False
    return all(
        len(cell) <= _MOST_NAME and not _is_time(cell) and not _is_number(cell) for cell in first
    )


def make_names_unique(header: Sequence[str]) -> tuple[str, ...]:
    """Column names made unique: "Text", "Text (2)"; "column 3" for an empty one."""
    names: dict[str, None] = {}
    counts: dict[str, int] = {}
    for place, cell in enumerate(header, 1):
        name = base = cell.strip() or f"column {place}"
        while name in names:
            counts[base] = counts.get(base, 1) + 1
            name = f"{base} ({counts[base]})"
        names[name] = None
    return tuple(names)


def _count_filled(row: Row) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _skip_titles(rows: Sequence[Row], wanted: Collection[str]) -> int:
    """How many rows of titles stand above the names of the columns."""
    usual = Counter(_count_filled(row) for row in rows[:_COMPARED]).most_common(1)[0][0]
    for place, row in enumerate(rows[: _MOST_TITLES + 1]):
        if wanted and set(wanted) <= {cell.strip() for cell in row}:
            return place
        known = sum(map(is_known_name, row))
        filled = _count_filled(row)
        if known >= 2 and filled * 2 >= usual:
            return _include_groups(rows, place)
        if filled * 2 > usual:
            break
    first = 0
    while (
        first + 1 < len(rows)
        and len(rows[first]) > 1  # a row of one cell may be all there is in a file of texts
        and _count_filled(rows[first]) < 2 <= _count_filled(rows[first + 1])
    ):
        first += 1
    return first


def _include_groups(rows: Sequence[Row], place: int) -> int:
    """The row of names, or the one above it where that names a column it leaves empty."""
    above = rows[place - 1] if place else []
    below = [*rows[place], *[""] * len(above)]
    named = any(
        is_known_name(cell) and not below[column].strip() for column, cell in enumerate(above)
    )
    return place - 1 if named else place


def _is_header_row(rows: Sequence[Row], place: int, first: int) -> bool:
    """Whether a row below the names is header, too: it looks like no row of data below it."""
    row = rows[place]
    filled = [(column, cell.strip()) for column, cell in enumerate(row) if cell.strip()]
    if any(_IMPORT_ID.match(cell.strip()) for _, cell in filled[:5]):
        return True
    if len(filled) >= 3 and all(cell == str(column + 1) for column, cell in filled):
        return True
    if _answers_below(rows, place, filled):
        return True
    below = [
        other
        for other in rows[place + 1 : place + 1 + _COMPARED]
        if not any(_IMPORT_ID.match(cell.strip()) for cell in other[:5])
        and not all(cell.strip() in ("", str(number)) for number, cell in enumerate(other, 1))
    ]
    return _is_unlike(filled, below, rows[first:place])


def _answers_below(rows: Sequence[Row], place: int, filled: Sequence[tuple[int, str]]) -> bool:
    """Whether a row holds the kinds of answers to the questions above it ("Open-Ended Response",
    and choices, which its answers repeat), and nothing where a row of data has its id and time."""
    above, below = rows[place - 1], rows[place + 1 : place + 2]
    begins = any(cell.strip() for cell in rows[place][:2])
    return (
        not begins
        and all(map(str.strip, above[:2]))
        and any(map(str.strip, below[0][:2] if below else ()))
        and any(normalise_name(cell) in WORDS["below_names"] for _, cell in filled)
    )


def _is_unlike(
    filled: Sequence[tuple[int, str]], below: Sequence[Row], above: Sequence[Row]
) -> bool:
    """Whether the cells of a row are of no kind of the columns below, and those above need them."""
    typed = odd = 0
    gaps = repeats = known = 0
    cells = dict(filled)
    width = min(max(map(len, [*below, *above]), default=0), _MOST_COLUMNS)
    for column in range(width):
        others = [other[column] for other in below if column < len(other) and other[column].strip()]
        cell = cells.get(column, "")
        over = [row[column].strip() for row in above if column < len(row)]
        gaps += bool(cell) and not any(over)
        repeats += bool(cell) and normalise_name(cell) in map(normalise_name, filter(None, over))
        known += bool(cell) and is_known_name(cell)
        if cell and cell in map(str.strip, others):
            return False
        if len(others) * 2 < len(below) or not others:
            continue
        profile = Profile("", others, len(others))
        test = _pick_test(profile)
        if test is None:
            continue
        typed += 1
        if cell:
            if test(cell) or (any(map(str.isdigit, cell)) and " " not in cell):
                return False
            odd += 1
    if not filled or not typed:
        return False
    if all(normalise_name(cell) in WORDS["below_names"] for _, cell in filled):
        return True
    asks = sum(cell.endswith("?") for _, cell in filled)
    is_name = bool(gaps or repeats or asks * 2 >= len(filled) or known > (1 if odd == 1 else 0))
    return odd >= 3 or (odd >= 1 and is_name) or (gaps >= 2 and known >= 2)


def _pick_test(profile: Profile) -> Callable[[str], object] | None:
    """What a cell of a column must be, where all its cells are of one kind; None for texts."""
    if profile.times >= 0.9:
        return _is_time
    if profile.is_mostly(_is_number, 0.9):
        return _is_number
    if profile.is_mostly(_is_token, 0.9):
        return _is_token
    if profile.is_plain_addresses:
        return lambda cell: "@" in cell
    return None


def _is_token(cell: str) -> bool:
    """Whether a cell is one word with digits, as ids and addresses of machines are."""
    return " " not in cell.strip() and any(map(str.isdigit, cell))


def _is_time(cell: str) -> bool:
    return Profile("", [cell], 1).times == 1 or _is_plain_time(cell)


def _is_plain_time(cell: str) -> bool:
    try:
        return bool(parse_time(cell)) and not cell.strip().isdigit()
    except ValueError:
        return False


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"[-+]?[\d\s.,]+%?", cell))


def _name_columns(block: Sequence[Row], width: int, wanted: Collection[str]) -> list[str]:
    """Of each column the name that tells most: a known one, the lowest first; else the longest."""
    if len(block) > 1 and wanted:
        block = [max(block, key=lambda row: len({cell.strip() for cell in row} & set(wanted)))]
    if len(block) == 1:
        return [*block[0], *[""] * (width - len(block[0]))]
    names = []
    for column in range(width):
        cells = [row[column].strip() for row in reversed(block) if column < len(row)]
        telling = [
            cell
            for cell in cells
            if cell and not cell.isdigit() and not _IMPORT_ID.match(cell.strip())
        ]
        specific = [cell for cell in telling if normalise_name(cell) not in WORDS["below_names"]]
        known = next(filter(is_known_name, specific), None)
        names.append(known or max(specific or telling, key=len, default=""))
    return names
