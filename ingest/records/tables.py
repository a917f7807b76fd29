"""Tables, from CSV or a workbook, to conversations: by columns named, mapped or guessed."""

from collections import ChainMap
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from domain.conversations import Rejected
from domain.errors import BadInput
from ingest.columns.fields import Columns
from ingest.columns.guess import judge_columns
from ingest.columns.headers import find_header
from ingest.formats.csv_ import (
    SEPARATORS,
    Table,
    detect_separator,
    drop_formula_guard,
    iter_rows,
    measure_spare_cells,
    sample_rows,
)
from ingest.formats.encoding import TextStream
from ingest.formats.jsonl import Located
from ingest.formats.limits import COLUMNS
from ingest.formats.workbook import Sheet
from ingest.readers.known_tables import detect_known_table
from ingest.records.build import (
    ReadOptions,
    ReadResult,
    choose_format,
    convert_records,
    read_known_table,
    read_nested,
)

SAMPLED_ROWS = 1_000
"""Rows from which columns are guessed."""
_HEADED_ROWS = 150
"""Rows in which the header is looked for, and those it is compared with."""


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
    is_workbook: bool = False
    serial_shift: int = 0
    """Days between 1899-12-30 and the day that a workbook counts from."""


def read_csv(text: TextStream, wanted: ReadOptions, default: str) -> ReadResult:
    """The conversations of a CSV file. Raises `BadInput` where it has no column of texts."""
    table = detect_table(text, named=wanted.is_named, wanted=wanted.list_names())
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
    for sheet in sheets:
        try:
            readings += [
                _read_grid(grid, wanted, default) for grid in _build_grids(sheet, name, wanted)
            ]
        except BadInput as error:
            problem = error
    if not readings:
        raise problem or BadInput(f"{name} holds nothing to read.")
    items = chain.from_iterable(reading.items for reading in readings)
    understood = "; ".join(reading.understood for reading in readings)
    notes = tuple(dict.fromkeys(note for reading in readings for note in reading.notes))
    return ReadResult(items, understood, readings[0].source, notes)


def sample_csv(text: TextStream) -> list[dict[str, str]]:
    """The first rows of a CSV file by their columns. Raises `BadInput`."""
    table = detect_table(text, named=False)
    return [dict(zip(table.header, row, strict=False)) for row in table.sample]


def sample_sheets(sheets: list[Sheet], name: str) -> list[dict[str, str]]:
    """The first rows of a workbook's first sheet that has any."""
    grids = (grid for sheet in sheets for grid in _build_grids(sheet, name, ReadOptions()))
    for grid in grids:
        return [dict(zip(grid.header, row, strict=False)) for row in grid.sample]
    return []


def _build_grids(sheet: Sheet, name: str, wanted: ReadOptions) -> list[_Grid]:
    """The table of a sheet, as a list of one; an empty list for an empty sheet."""
    numbered = (
        (number, row) for number, row in enumerate(sheet.rows, 1) if any(map(str.strip, row))
    )
    first = list(islice(numbered, SAMPLED_ROWS))
    if not first:
        return []
    width = max(len(row) for _, row in first)
    sample = [row + [""] * (width - len(row)) for _, row in first[:_HEADED_ROWS]]
    header = find_header(sample, width, wanted.list_names(), is_certain=wanted.is_named)
    body = first[header.rows :]
    blank = dict.fromkeys(header.names, "")
    placed = (
        (
            f"{name} {sheet.name}:{number}",
            _name_cells(header.names, [drop_formula_guard(cell) for cell in row], blank),
        )
        for number, row in chain(body, numbered)
    )
    kind = f"Excel sheet '{sheet.name}'"
    rows = tuple(row for _, row in body)
    shift = sheet.serial_shift
    return [_Grid(name, kind, header.names, header.is_named, rows, placed, True, shift)]


def _read_grid(grid: _Grid, wanted: ReadOptions, default: str) -> ReadResult:
    known = None if wanted.is_named else detect_known_table(grid.header)
    context = replace(
        wanted.build_context(known.name if known else default),
        markup=True,
        serial_days=grid.is_workbook,
        serial_shift=grid.serial_shift,
    )
    if known is not None:
        return read_known_table(known, grid.rows, context, wanted, grid.kind)
    rows = [dict(zip(grid.header, row, strict=False)) for row in grid.sample]
    if not wanted.is_named and (nested := read_nested(grid.rows, rows, grid.kind, wanted, default)):
        return nested
    guess = None
    if wanted.mapping is None:
        _check_columns(wanted.columns, grid)
        guess = judge_columns(
            grid.header, grid.sample, wanted.columns, context.timezone,
            serial_days=grid.is_workbook,
        )  # fmt: skip
        if guess.columns.text is None and guess.columns.html is None:
            raise BadInput(
                f"No column of {grid.name} looks like a text. "
                f"Say which one it is: {', '.join(grid.header[:20])}."
            )
    names = dict(guess.columns.to_dict()) if guess else {}
    if "author" not in names and "conversation" not in names and "at" in names:
        names["created_at"] = names["at"]
    shape, notes = choose_format(replace(context, names=names), wanted, guess, rows)
    nameless = "" if grid.has_header else ", no header"
    understood = f"{grid.kind}{nameless}: {shape.describe()}"
    return ReadResult(convert_records(grid.rows, shape), understood, context.source, notes)


def detect_table(
    text: TextStream, *, named: bool, names: Collection[str] = (), wanted: Collection[str] = ()
) -> Table:
    """The layout of a table. `named`: it has a header for certain; `names`: with these columns,
    or with some of those `wanted`.

    Raises `BadInput` where no row can be read.
    """
    separator = detect_separator(text.head, names)
    sample = [row for row in sample_rows(text.head, separator)[:SAMPLED_ROWS] if _is_filled(row)]
    if not sample:
        raise BadInput(f"{text.name} is no table: its first row cannot be read.")
    if len(sample[0]) > COLUMNS:
        raise BadInput(f"{text.name} has over {COLUMNS:,} columns. Give it with fewer.")
    header = find_header(sample[:_HEADED_ROWS], len(sample[0]), names or wanted, is_certain=named)
    body = sample[header.rows :]
    names = header.names[: _measure_width(sample[header.rows - 1], body)] if header.rows else ()
    names = names if header.is_named and names else header.names
    spare = max(measure_spare_cells(body, len(names)), len(header.names) - len(names))
    rows = tuple(tuple(row) for row in body)
    return Table(separator, names, header.is_named, rows, header.rows, spare)


def _measure_width(header: Sequence[str], body: Sequence[Sequence[str]]) -> int:
    """How many columns a header names, without the empty ones at its end that hold nothing."""
    width = len(header)
    while width > 1 and not header[width - 1].strip():
        filled = sum(bool(row[width - 1].strip()) for row in body if len(row) >= width)
        if filled * 3 > len(body):
            break
        width -= 1
    return width


def _is_filled(row: Sequence[str]) -> bool:
    return any(cell.strip() for cell in row)


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
