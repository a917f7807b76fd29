"""Named columns of a flat file, row by row: for commands that need no conversations.

Unlike in `ingest.open` nothing is joined and no row is left out: the output has as many rows as the
file, in its order, so that results can be written beside them.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from domain.conversations import Rejected
from domain.errors import BadInput
from ingest.columns.guess import Guess, guess_columns, judge_columns
from ingest.formats.blob import Blob, ByteStream
from ingest.formats.csv_ import SEPARATORS, Table, iter_rows
from ingest.formats.encoding import TextStream, has_undecodable
from ingest.formats.jsonl import Located, detect_shape, read_json_document, read_json_lines
from ingest.formats.limits import LINE
from ingest.parsing.mapping import get_at_path
from ingest.records.build import judge_flat_columns, peek_records
from ingest.records.tables import SAMPLED_ROWS, detect_table

_PLAIN_ENDINGS = (".txt", ".text", ".log")
_MIN_EVENNESS = 0.9
"""Least share of rows as wide as the first for a file without a telling name to be a table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file."""

    number: int
    """From 1; a header is not counted."""
    place: str
    """File and line: "export.csv:17"."""
    values: tuple[str, ...]
    """Values of the chosen columns, "" where empty; an empty tuple when rejected."""
    rejected: str | None = None
    """Why it could not be read; None where it could."""


@dataclass(frozen=True, slots=True)
class Rows:
    """An opened flat file."""

    items: Iterator[Row]
    """Lazy, to be read once, in the order of the file."""
    understood: str
    """One line for people: the detected format, and the column of the text."""
    is_html: bool
    """Whether the first column is HTML."""
    broken: Callable[[], str | None]
    """After reading: why the file ended too early; None where it did not."""


@dataclass(frozen=True, slots=True)
class _ChosenColumns:
    """Names of the chosen columns, as the file has them."""

    names: tuple[str, ...]
    is_html: bool = False
    doubts: tuple[str, ...] = ()
    """What may be another column, where the first was guessed."""


def read_rows(
    path: Path | Literal["-"], text: str | None = None, others: Sequence[str] = ()
) -> Rows:
    """Open CSV (any separator and encoding), JSON Lines, JSON or plain text, or the same gzipped.

    The values of each row are its `text` column and then the `others`. Without `text` the column
    is guessed; a file that is no table is read as plain text, one message a line. Raises `BadInput`
    where the file cannot be read or has no such column.
    """
    source = TextStream(ByteStream(Blob.from_path(path)))
    shape = detect_shape(source.head)
    if shape == "JSON Lines":
        return _read_json(source, shape, read_json_lines(source), text, others)
    if shape == "JSON":
        named = {text} if text else {"text", "html"}
        records = read_json_document(source, None, lambda record: bool(named & record.keys()))
        return _read_json(source, shape, records, text, others)
    if text is None and not others and _is_plain(source):
        return _build_rows(
            source, _iter_lines(source), "plain text, one message a line", _ChosenColumns(())
        )
    return _read_csv(source, text, others)


def _is_plain(source: TextStream) -> bool:
    """Whether a file is plain text: by its ending, or by uneven rows without a known header."""
    name = source.name.lower().removesuffix(".gz")
    if name.endswith(_PLAIN_ENDINGS):
        return True
    if name.endswith((".csv", ".tsv")):
        return False
    try:
        table = detect_table(source, named=False)
    except BadInput:
        return True
    if table.has_header and guess_columns(table.header, ()).text:
        return False
    even = sum(len(row) == len(table.header) for row in table.sample)
    return len(table.header) < 2 or even < _MIN_EVENNESS * len(table.sample)


def _read_csv(source: TextStream, text: str | None, others: Sequence[str]) -> Rows:
    wanted = [text, *others] if text else [*others]
    named = [name for name in wanted if name]
    table = detect_table(source, named=bool(named), names=named)
    chosen = _choose_columns(source, table, text, others)
    separated = f"{SEPARATORS[table.separator]} separated"
    kind = f"CSV, {separated if len(table.header) > 1 else 'one column'}"
    places = [table.header.index(name) for name in chosen.names]
    items = (
        item if isinstance(item, Rejected) else (item[0], _pick_cells(item[1], places))
        for item in iter_rows(source, table, keep_blank=True)
    )
    return _build_rows(source, items, kind if table.has_header else f"{kind}, no header", chosen)


def _pick_cells(cells: list[str], places: Sequence[int]) -> list[str]:
    return [cells[place] if place < len(cells) else "" for place in places]


def _choose_columns(
    source: TextStream, table: Table, text: str | None, others: Sequence[str]
) -> _ChosenColumns:
    guess = judge_columns(table.header, table.sample)
    found = guess.columns
    if text is None and found.text is None and found.html is None:
        raise BadInput(_format_no_text(source, table.header))
    first = text or found.text or found.html or ""
    names = tuple(_find_column(name, table.header, source) for name in (first, *others))
    doubts = () if text else _pick_text_doubts(guess)
    return _ChosenColumns(names, is_html=names[0] == found.html, doubts=doubts)


def _pick_text_doubts(guess: Guess) -> tuple[str, ...]:
    named = (doubt.replace("--column text=NAME", "--text NAME") for doubt in guess.doubts)
    return tuple(doubt for doubt in named if "--text NAME" in doubt)


def _read_json(
    source: TextStream,
    shape: str,
    records: Iterator[Located | Rejected],
    text: str | None,
    others: Sequence[str],
) -> Rows:
    sample, records = peek_records(records, SAMPLED_ROWS)
    chosen = _choose_fields(source, sample, text, others)
    return _build_rows(source, (_pick_values(item, chosen) for item in records), shape, chosen)


def _choose_fields(
    source: TextStream, sample: Sequence[dict[str, Any]], text: str | None, others: Sequence[str]
) -> _ChosenColumns:
    header = tuple(dict.fromkeys(name for record in sample for name in record))
    for name in filter(None, (text, *others)):
        if not any(_get_value(record, name) is not None for record in sample):
            raise BadInput(_format_missing(name, header, source))
    html = text is None and "html" in header and "text" not in header
    doubts: tuple[str, ...] = ()
    if text is None and sample:
        flat = judge_flat_columns(sample, None, "UTC")
        guessed = flat.columns.text if flat else None
        doubts = _pick_text_doubts(flat) if flat and not html else ()
        text = "html" if html else "text" if "text" in header else guessed
        if text is None:
            raise BadInput(_format_no_text(source, header))
    return _ChosenColumns((text or "", *others), html, doubts)


def _pick_values(
    item: Located | Rejected, chosen: _ChosenColumns
) -> tuple[str, list[str]] | Rejected:
    if isinstance(item, Rejected):
        return item
    place, record = item
    if isinstance(record, str):
        return place, [record, *[""] * (len(chosen.names) - 1)]
    if not isinstance(record, Mapping):
        return Rejected(place, "This is no object; an object with a text is needed.")
    values = [_get_value(record, name) for name in chosen.names]
    if isinstance(values[0], (dict, list)):
        return Rejected(f"{place} {chosen.names[0]}", "It is a list or an object, not a text.")
    return place, [_format_value(value) for value in values]


def _get_value(record: Mapping[str, Any], name: str) -> Any:
    return get_at_path(record, tuple(name.split(".")))


def _format_value(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _iter_lines(source: TextStream) -> Iterator[tuple[str, list[str]] | Rejected]:
    for number, line in source.iter_lines():
        place = f"{source.name}:{number}"
        if line is None:
            yield Rejected(place, f"The line is longer than {LINE // 10**6} MB.")
        elif has_undecodable(line):
            yield Rejected(place, "The line holds bytes that are not text in its encoding.")
        else:
            yield place, [line]


def _build_rows(
    source: TextStream,
    items: Iterator[tuple[str, list[str]] | Rejected],
    kind: str,
    chosen: _ChosenColumns,
) -> Rows:
    def number_rows() -> Iterator[Row]:
        for number, item in enumerate(items, 1):
            if isinstance(item, Rejected):
                yield Row(number, item.place, (), item.reason)
            else:
                yield Row(number, item[0], tuple(item[1]))

    text_column = f'; text = "{chosen.names[0]}"' if chosen.names and chosen.names[0] else ""
    doubts = "".join(f"; doubtful: {doubt}" for doubt in chosen.doubts)
    understood = f"{kind}, {source.encoding}{text_column}{doubts}"
    return Rows(number_rows(), understood, chosen.is_html, lambda: source.broken)


def _find_column(name: str, header: Sequence[str], source: TextStream) -> str:
    """The column of that name, or the only one that differs from it in case and spaces alone."""
    if name in header:
        return name
    alike = [column for column in header if column.casefold().strip() == name.casefold().strip()]
    if len(alike) == 1:
        return alike[0]
    raise BadInput(_format_missing(name, header, source))


def _format_missing(name: str, header: Sequence[str], source: TextStream) -> str:
    return f"{source.name} has no column '{name}'. It has {', '.join(header[:20]) or 'none'}."


def _format_no_text(source: TextStream, header: Sequence[str]) -> str:
    return (
        f"No column of {source.name} looks like a text. "
        f"Say which one it is with --text: {', '.join(header[:20])}."
    )
