"""CSV to rows, with any separator; an unclosed quote costs one row, not the file."""

import csv
import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.conversations import Rejected
from ingest.columns.names import is_known_name
from ingest.formats.encoding import TextStream, has_undecodable
from ingest.formats.limits import CELL_LINES, LINE, REREAD, REREAD_SHARE, SAMPLE

SEPARATORS = {",": "','", ";": "';'", "\t": "tab", "|": "'|'"}
PlacedRow = tuple[str, list[str]]
"""(place, cells), at most as many cells as columns."""
_SEPARATOR_LINE = re.compile(r'\ufeff?"?sep=(.)"?\s*(?:\n|$)', re.IGNORECASE)
"""Excel's first line that names the separator."""
NumberedLine = tuple[int, str | None]
_CALCULATED = ("=", "+", "-", "@")
_LINE_COST = 50
"""Characters that take as long to read as the end of a line."""


@dataclass(frozen=True, slots=True)
class Table:
    """The layout of a CSV file."""

    separator: str
    header: tuple[str, ...]
    """Unique names of the columns; "column 1" and so on where the file has none."""
    has_header: bool
    sample: tuple[tuple[str, ...], ...]
    """Rows from the head of the file, without the header."""
    header_rows: int = 1
    """Rows above the data that hold anything: titles, names of groups and columns."""
    spare: int = 0
    """Empty cells behind the last column that rows of this file have out of habit."""


def detect_separator(head: str, names: Collection[str] = ()) -> str:
    """The separator under which the rows of the head have the most even widths.

    With `names` of columns, only separators count under which the first row has all of them.
    """
    separator_line = _SEPARATOR_LINE.match(head)
    if separator_line and separator_line[1] in SEPARATORS:
        return separator_line[1]
    fitting = [
        mark
        for mark in SEPARATORS
        if {name.casefold() for name in names} <= _read_first_cells(head, mark)
    ]
    return max(fitting or SEPARATORS, key=lambda mark: _compute_evenness(head, mark))


def sample_rows(head: str, separator: str) -> list[list[str]]:
    """The rows of a head, without the last one where it may be cut off."""
    numbered: list[NumberedLine] = list(enumerate(head.split("\n"), 1))
    parsed = _parse_rows(numbered, separator, reread=20 * SAMPLE)
    rows = [cells for _, cells in parsed if isinstance(cells, list)]
    return rows[:-1] if len(rows) > 2 and not head.endswith("\n") else rows


def iter_rows(
    text: TextStream, table: Table, *, keep_blank: bool = False
) -> Iterator[PlacedRow | Rejected]:
    """The rows of the file below its header, each as wide as the header.

    Rows of empty cells are left out unless `keep_blank`; empty lines always are.
    """
    csv.field_size_limit(LINE)  # the csv module's own limit, 128 kB, is met by pasted logs
    above = table.header_rows
    for number, cells in _parse_rows(text.iter_lines(), table.separator, len(table.header)):
        place = f"{text.name}:{number}"
        if isinstance(cells, str):
            yield Rejected(place, cells)
        elif not any(cell.strip() for cell in cells) and not (not above and keep_blank and cells):
            continue
        elif above:
            above -= 1
        else:
            yield _fit_row(place, cells, table)


def measure_spare_cells(sample: Sequence[Sequence[str]], width: int) -> int:
    """How many empty cells the rows of a sample have behind their last column.

    It is a habit only where nearly every row has them. Rows whose cells begin with a space were
    parted inside their text: each row then seems to have a cell more.
    """
    rows = [row for row in sample if any(row)]
    widths = sorted(map(len, rows))
    spare = widths[len(widths) // 5] - width if widths else 0
    if spare <= 0:
        return 0
    filled = sum(any(map(str.strip, row[width:])) for row in rows)
    if filled * 5 > len(rows):
        return 0
    parted = sum(any(cell[:1] == " " and cell[1:2].strip() for cell in row) for row in rows)
    return 0 if parted * 2 > len(rows) else spare


def drop_formula_guard(cell: str) -> str:
    """A cell without the apostrophe that exports put before what a spreadsheet would calculate."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _CALCULATED else cell


def _fit_row(place: str, cells: list[str], table: Table) -> PlacedRow | Rejected:
    width = len(table.header)
    if len(cells) > width + table.spare or any(cell.strip() for cell in cells[width:]):
        return Rejected(
            place,
            f"The row has {len(cells)} cells, the header {width}.",
        )
    if any("\0" in cell for cell in cells):
        return Rejected(place, "The row holds NUL bytes.")
    if any(has_undecodable(cell) for cell in cells):
        return Rejected(place, "The row holds bytes that are not text in the file's encoding.")
    kept = cells[:width]
    if any(cell.startswith("'") for cell in kept):
        kept = [drop_formula_guard(cell) for cell in kept]
    return place, kept


def _read_first_cells(head: str, separator: str) -> set[str]:
    first = next((cells for cells in sample_rows(head, separator) if any(cells)), [])
    return {cell.strip().casefold() for cell in first}


def _compute_evenness(head: str, separator: str) -> tuple[float, int, float]:
    """Share of rows as wide as the first, where it is a table at all; how wide; the share where it
    has one column: a mark inside the texts is then no separator."""
    rows = [cells for cells in sample_rows(head, separator)[:200] if any(cells)]
    widths = [len(cells) for cells in rows[_count_titles(rows) :]]
    even = sum(width == widths[0] for width in widths) / len(widths) if widths else 0.0
    if not widths or widths[0] < 2:
        return 0.0, 0, even
    return even, widths[0], even


def _count_titles(rows: Sequence[Sequence[str]]) -> int:
    """How many rows of one cell stand above a row of known names of columns."""
    names = next((place for place, row in enumerate(rows[:16]) if len(row) > 1), 0)
    return names if sum(map(is_known_name, rows[names] if names else ())) > 1 else 0


def _parse_rows(
    lines: Iterable[NumberedLine], separator: str, width: int = 0, reread: int = REREAD
) -> Iterator[tuple[int, list[str] | str]]:
    """(number of the row's first line, cells or the reason why it cannot be read).

    Tab-separated exports often quote nothing: a line that fails as a quoted row but has `width`
    cells is split at tabs alone.
    """
    feed = _LineBuffer(
        (line for line in lines if not (line[0] == 1 and _SEPARATOR_LINE.fullmatch(line[1] or ""))),
        reread,
    )
    while True:
        plain_line = feed.take_plain()
        if plain_line is not None:
            yield feed.first, plain_line.split(separator) if plain_line else []
            continue
        reader = csv.reader(feed.iter_record(), delimiter=separator, strict=True)
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            number = feed.give_back()
            plain = feed.line.split(separator)
            if separator == "\t" and len(plain) == width:
                yield number, plain
                continue
            yield number, "A quote opens in this row and is not closed where a cell ends."
            continue
        if feed.too_long:
            yield feed.give_back(), f"The line is longer than {LINE // 10**6} MB."
        else:
            yield feed.first, cells


class _LineBuffer:
    """Lines for the csv reader, which can be returned when a quote was not closed."""

    def __init__(self, lines: Iterator[NumberedLine], reread: int) -> None:
        self._lines = lines
        self._back: deque[NumberedLine] = deque()
        self._taken: list[NumberedLine] = []
        self._size = 0
        self._reread = reread
        self.too_long = False

    @property
    def first(self) -> int:
        """Number of the line this row began on."""
        return self._taken[0][0]

    @property
    def line(self) -> str:
        """The row's first line."""
        return self._taken[0][1] or ""

    def take_plain(self) -> str | None:
        """The next line where it has no quotes, as most have; it is a row as it stands."""
        item = self._back.popleft() if self._back else next(self._lines, None)
        if item is None:
            return None
        line = item[1]
        if line is None or '"' in line:
            self._back.appendleft(item)
            return None
        self._reread += self._size * REREAD_SHARE
        self._taken, self._size = [item], len(line) + _LINE_COST
        return line

    def iter_record(self) -> Iterator[str]:
        """The lines of one row, at most as many as the limits allow."""
        self._reread += self._size * REREAD_SHARE
        self._taken, self.too_long, self._size = [], False, 0
        most = min(LINE, self._reread)
        while len(self._taken) < CELL_LINES and (self._size < most or not self._taken):
            item = self._back.popleft() if self._back else next(self._lines, None)
            if item is None:
                return
            self._taken.append(item)
            self.too_long = self.too_long or item[1] is None
            self._size += len(item[1] or "") + _LINE_COST
            yield f"{item[1] or ''}\n"

    def give_back(self) -> int:
        """Return all lines but the row's first to be read again; the number of the first."""
        first = len(self._taken[0][1] or "") + _LINE_COST
        self._reread -= self._size - first
        self._size = first
        self._back.extendleft(reversed(self._taken[1:]))
        return self.first
