"""Tables, from CSV or from a workbook, to conversations: columns named, mapped or guessed."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from domain.conversations import Rejected
from domain.errors import BadInput
from ingest.formats.csv_ import SEPARATORS, Table, rows, sample_rows, separator_of
from ingest.formats.encoding import Text
from ingest.formats.jsonl import Located
from ingest.formats.workbook import Sheet
from ingest.parsing.columns import Columns, guess, has_header, unique
from ingest.readers.public import google_play
from ingest.records.build import Reading, Shape, Wanted, build_placed, by_shape

SAMPLED = 1_000
"""Rows looked at to guess columns."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table on its way in."""

    name: str
    kind: str
    """For people: "CSV, ',' separated, utf-8"."""
    header: tuple[str, ...]
    has_header: bool
    sample: tuple[Sequence[str], ...]
    rows: Iterator[Located | Rejected]
    """(place, cells by column)."""


def read_csv(text: Text, wanted: Wanted, default: str) -> Reading:
    """A CSV file, whatever separates its cells. Raises `BadInput` where it has no text."""
    table = table_of(text, named=wanted.mapping is not None or wanted.columns is not None)
    separated = f"{SEPARATORS[table.separator]} separated"
    kind = f"CSV, {separated if len(table.header) > 1 else 'one column'}, {text.encoding}"
    grid = _Grid(
        text.name, kind, table.header, table.has_header, table.sample, _records(text, table)
    )
    return _read(grid, wanted, default)


def read_sheets(sheets: list[Sheet], name: str, wanted: Wanted, default: str) -> Reading:
    """A workbook: every sheet that has a column of texts. Raises `BadInput` where none has."""
    readings: list[Reading] = []
    problem: BadInput | None = None
    for title, lines in sheets:
        try:
            readings += [
                _read(grid, wanted, default) for grid in _grids(title, lines, name, wanted)
            ]
        except BadInput as error:
            problem = error
    if not readings:
        raise problem or BadInput(f"{name} holds nothing to read.")
    items = chain.from_iterable(one.items for one in readings)
    told = "; ".join(one.understood for one in readings)
    return Reading(items, told, readings[0].source)


def _grids(title: str, lines: Iterator[list[str]], name: str, wanted: Wanted) -> list[_Grid]:
    """The table of a sheet; none for an empty sheet. It begins at the first row of several cells
    (a title may stand above it)."""
    numbered = ((number, row) for number, row in enumerate(lines, 1) if any(map(str.strip, row)))
    first = list(islice(numbered, SAMPLED))
    while len(first) > 1 and _filled(first[0][1]) < 2 <= _filled(first[1][1]):
        first = first[1:]
    if not first:
        return []
    sample = [row for _, row in first]
    named = wanted.mapping is not None or wanted.columns is not None
    header = named or has_header(sample)
    width = max(map(len, sample))
    names = unique(sample[0] + [""] * (width - len(sample[0])) if header else [""] * width)
    body = first[1:] if header else first
    placed = (
        (f"{name} {title}:{number}", dict(zip(names, row + [""] * width, strict=False)))
        for number, row in chain(body, numbered)
    )
    kind = f"Excel sheet '{title}'"
    return [_Grid(name, kind, names, header, tuple(row for _, row in body), placed)]


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _read(grid: _Grid, wanted: Wanted, default: str) -> Reading:
    if not (wanted.mapping or wanted.columns) and set(grid.header) >= google_play.COLUMNS:
        return _reviews(grid, wanted)
    context, columns = wanted.context(default), None
    if wanted.mapping is None:
        _check(wanted.columns, grid)
        columns = guess(grid.header, grid.sample, wanted.columns, context.timezone)
        if columns.text is None and columns.html is None:
            raise BadInput(
                f"No column of {grid.name} looks like a text. "
                f"Say which one it is: {', '.join(grid.header[:20])}."
            )
    names = dict(columns.named()) if columns else {}
    if columns and columns.author is None and columns.conversation is None and "at" in names:
        names["created_at"] = names["at"]
    shape = Shape(replace(context, names=names), wanted.mapping, columns)
    nameless = "" if grid.has_header else ", no header"
    told = f"{grid.kind}{nameless}: {shape.told()}"
    return Reading(by_shape(grid.rows, shape), told, context.source)


def _reviews(grid: _Grid, wanted: Wanted) -> Reading:
    reader = google_play.READER
    context = wanted.context(reader.name)
    rows = (
        one if isinstance(one, Rejected) else (one[0], google_play.of_row(one[1]))
        for one in grid.rows
    )
    return Reading(build_placed(rows, context), f"{reader.title}, {grid.kind}", context.source)


def table_of(text: Text, *, named: bool, names: Collection[str] = ()) -> Table:
    """How a table is laid out; `named`: a person says it has a header, `names`: with these columns.

    Raises `BadInput`.
    """
    separator = separator_of(text.head, names)
    sample = [row for row in sample_rows(text.head, separator)[:SAMPLED] if any(row)]
    if not sample:
        raise BadInput(f"{text.name} is no table: its first row cannot be read.")
    header = named or has_header(sample)
    names = unique(sample[0] if header else [""] * len(sample[0]))
    body = sample[1:] if header else sample
    return Table(separator, names, header, tuple(tuple(row) for row in body))


def _check(given: Columns | None, grid: _Grid) -> None:
    for field, column in (given.named() if given else {}).items():
        if column not in grid.header:
            raise BadInput(
                f"{grid.name} has no column '{column}' for {field}. "
                f"It has {', '.join(grid.header[:20])}."
            )


def _records(text: Text, table: Table) -> Iterator[Located | Rejected]:
    for row in rows(text, table):
        if isinstance(row, Rejected):
            yield row
        else:
            place, cells = row
            yield place, dict(zip(table.header, cells, strict=True))
