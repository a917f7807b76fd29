"""Tables, from CSV or a workbook, to conversations: by columns named, mapped or guessed."""

from collections import ChainMap
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from domain.conversations import Rejected
from domain.errors import BadInput
from ingest.formats.csv_ import SEPARATORS, Table, detect_separator, iter_rows, sample_rows
from ingest.formats.encoding import TextStream
from ingest.formats.jsonl import Located
from ingest.formats.limits import COLUMNS
from ingest.formats.workbook import Sheet
from ingest.parsing.columns import Columns, guess_columns, has_header, make_names_unique
from ingest.readers.public import google_play
from ingest.records.build import (
    ReadOptions,
    ReadResult,
    RecordFormat,
    build_conversations,
    convert_records,
)

SAMPLED_ROWS = 1_000
"""Rows from which columns are guessed."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """An opened table."""

    name: str
    kind: str
    """The format for people: "CSV, ',' separated, utf-8"."""
    header: tuple[str, ...]
    has_header: bool
    sample: tuple[Sequence[str], ...]
    rows: Iterator[Located | Rejected]
    """(place, cells by column)."""


def read_csv(text: TextStream, wanted: ReadOptions, default: str) -> ReadResult:
    """The conversations of a CSV file. Raises `BadInput` where it has no column of texts."""
    table = detect_table(text, named=wanted.mapping is not None or wanted.columns is not None)
    separated = f"{SEPARATORS[table.separator]} separated"
    kind = f"CSV, {separated if len(table.header) > 1 else 'one column'}, {text.encoding}"
    grid = _Grid(
        text.name, kind, table.header, table.has_header, table.sample, _iter_records(text, table)
    )
    return _read_grid(grid, wanted, default)


def read_sheets(sheets: list[Sheet], name: str, wanted: ReadOptions, default: str) -> ReadResult:
    """The conversations of all sheets with a column of texts. Raises `BadInput` where none has."""
    readings: list[ReadResult] = []
    problem: BadInput | None = None
    for title, lines in sheets:
        try:
            readings += [
                _read_grid(grid, wanted, default)
                for grid in _build_grids(title, lines, name, wanted)
            ]
        except BadInput as error:
            problem = error
    if not readings:
        raise problem or BadInput(f"{name} holds nothing to read.")
    items = chain.from_iterable(reading.items for reading in readings)
    understood = "; ".join(reading.understood for reading in readings)
    return ReadResult(items, understood, readings[0].source)


def _build_grids(
    title: str, lines: Iterator[list[str]], name: str, wanted: ReadOptions
) -> list[_Grid]:
    """The table of a sheet, as a list of one; an empty list for an empty sheet.

    It begins at the first row of several cells: a title may stand above it.
    """
    numbered = ((number, row) for number, row in enumerate(lines, 1) if any(map(str.strip, row)))
    first = list(islice(numbered, SAMPLED_ROWS))
    while len(first) > 1 and _count_filled(first[0][1]) < 2 <= _count_filled(first[1][1]):
        first = first[1:]
    if not first:
        return []
    sample = [row for _, row in first]
    named = wanted.mapping is not None or wanted.columns is not None
    header = named or has_header(sample)
    width = max(map(len, sample))
    names = make_names_unique(
        sample[0] + [""] * (width - len(sample[0])) if header else [""] * width
    )
    body = first[1:] if header else first
    blank = dict.fromkeys(names, "")
    placed = (
        (f"{name} {title}:{number}", _name_cells(names, row, blank))
        for number, row in chain(body, numbered)
    )
    kind = f"Excel sheet '{title}'"
    return [_Grid(name, kind, names, header, tuple(row for _, row in body), placed)]


def _count_filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _read_grid(grid: _Grid, wanted: ReadOptions, default: str) -> ReadResult:
    if not (wanted.mapping or wanted.columns) and set(grid.header) >= google_play.CSV_COLUMNS:
        return _read_reviews(grid, wanted)
    context, columns = wanted.build_context(default), None
    if wanted.mapping is None:
        _check_columns(wanted.columns, grid)
        columns = guess_columns(grid.header, grid.sample, wanted.columns, context.timezone)
        if columns.text is None and columns.html is None:
            raise BadInput(
                f"No column of {grid.name} looks like a text. "
                f"Say which one it is: {', '.join(grid.header[:20])}."
            )
    names = dict(columns.to_dict()) if columns else {}
    if columns and columns.author is None and columns.conversation is None and "at" in names:
        names["created_at"] = names["at"]
    shape = RecordFormat(replace(context, names=names), wanted.mapping, columns)
    nameless = "" if grid.has_header else ", no header"
    understood = f"{grid.kind}{nameless}: {shape.describe()}"
    return ReadResult(convert_records(grid.rows, shape), understood, context.source)


def _read_reviews(grid: _Grid, wanted: ReadOptions) -> ReadResult:
    reader = google_play.READER
    context = wanted.build_context(reader.name)
    rows = (
        row if isinstance(row, Rejected) else (row[0], google_play.read_csv_row(row[1]))
        for row in grid.rows
    )
    return ReadResult(
        build_conversations(rows, context), f"{reader.title}, {grid.kind}", context.source
    )


def detect_table(text: TextStream, *, named: bool, names: Collection[str] = ()) -> Table:
    """The layout of a table. `named`: it has a header for certain; `names`: with these columns.

    Raises `BadInput` where no row can be read.
    """
    separator = detect_separator(text.head, names)
    sample = [row for row in sample_rows(text.head, separator)[:SAMPLED_ROWS] if any(row)]
    if not sample:
        raise BadInput(f"{text.name} is no table: its first row cannot be read.")
    if len(sample[0]) > COLUMNS:
        raise BadInput(f"{text.name} has over {COLUMNS:,} columns. Give it with fewer.")
    header = named or has_header(sample)
    names = make_names_unique(sample[0] if header else [""] * len(sample[0]))
    body = sample[1:] if header else sample
    return Table(separator, names, header, tuple(tuple(row) for row in body))


def _check_columns(given: Columns | None, grid: _Grid) -> None:
    for field, column in (given.to_dict() if given else {}).items():
        if column not in grid.header:
            raise BadInput(
                f"{grid.name} has no column '{column}' for {field}. "
                f"It has {', '.join(grid.header[:20])}."
            )


def _name_cells(
    names: Sequence[str], cells: Sequence[str], blank: dict[str, str]
) -> Mapping[str, str]:
    """The cells of a row by column. A short row shares its missing cells (`blank`) with others: a
    file of many columns and short rows would else take as much memory as full ones."""
    found = dict(zip(names, cells, strict=False))
    return found if len(found) == len(names) else ChainMap(found, blank)


def _iter_records(text: TextStream, table: Table) -> Iterator[Located | Rejected]:
    blank = dict.fromkeys(table.header, "")
    for row in iter_rows(text, table):
        if isinstance(row, Rejected):
            yield row
        else:
            yield row[0], _name_cells(table.header, row[1], blank)
