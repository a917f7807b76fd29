"""Named columns of any flat file, row by row in order: for commands that need no conversations.

Unlike `ingest.open` nothing is grouped and no row is left out: what comes out has as many rows
as the file, so that answers can be laid beside it.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from domain.conversations import Rejected
from domain.errors import BadInput
from ingest.formats.blob import Blob, Bytes
from ingest.formats.csv_ import SEPARATORS, Table, rows
from ingest.formats.encoding import Text, undecodable
from ingest.formats.jsonl import Located, json_document, json_lines, shape_of
from ingest.formats.limits import LINE
from ingest.parsing.columns import guess
from ingest.parsing.mapping import at_path
from ingest.records.build import flat_columns, peeked
from ingest.records.tables import SAMPLED, table_of

_PLAIN_ENDINGS = (".txt", ".text", ".log")
_EVEN = 0.9
"""Share of lines with as many cells as the first that makes a file without a name a table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file."""

    number: int
    """Its place among the rows, from 1; a header is not counted."""
    place: str
    """Where a person finds it: "export.csv:17"."""
    values: tuple[str, ...]
    """What stands in the wanted columns, "" where there is nothing; empty when rejected."""
    rejected: str | None = None
    """Why it could not be read."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A file's rows on their way in."""

    items: Iterator[Row]
    """Lazily, once, in the order of the file."""
    understood: str
    """One line for people: what the file was taken for, and which column holds the text."""
    is_html: bool
    """Whether the first column holds HTML, not plain text."""
    broken: Callable[[], str | None]
    """Once all are read: why the file ended too early; None while it did not."""


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The wanted columns by the names that the file gives them."""

    names: tuple[str, ...]
    is_html: bool = False


def read_rows(
    path: Path | Literal["-"], text: str | None = None, others: Sequence[str] = ()
) -> Rows:
    """Open CSV (any separator and encoding), JSON Lines, JSON or plain text, or the same gzipped.

    The values of each row are its `text` column and then the `others`. Without `text` the column
    is guessed; a file that is no table is read as plain text, one message a line. Raises `BadInput`
    where the file cannot be read or has no such column.
    """
    source = Text(Bytes(Blob.of(path)))
    shape = shape_of(source.head)
    if shape == "JSON Lines":
        return _json(source, shape, json_lines(source), text, others)
    if shape == "JSON":
        named = {text} if text else {"text", "html"}
        records = json_document(source, None, lambda record: bool(named & record.keys()))
        return _json(source, shape, records, text, others)
    if text is None and not others and _is_plain(source):
        return _rows(source, _lines(source), "plain text, one message a line", _Chosen(()))
    return _csv(source, text, others)


def _is_plain(source: Text) -> bool:
    """Whether nobody would call it a table: by its name, or its rows are uneven and unnamed."""
    name = source.name.lower().removesuffix(".gz")
    if name.endswith(_PLAIN_ENDINGS):
        return True
    if name.endswith((".csv", ".tsv")):
        return False
    try:
        table = table_of(source, named=False)
    except BadInput:
        return True
    if table.has_header and guess(table.header, ()).text:
        return False
    even = sum(len(row) == len(table.header) for row in table.sample)
    return len(table.header) < 2 or even < _EVEN * len(table.sample)


def _csv(source: Text, text: str | None, others: Sequence[str]) -> Rows:
    wanted = [text, *others] if text else [*others]
    named = [name for name in wanted if name]
    table = table_of(source, named=bool(named), names=named)
    chosen = _columns(source, table, text, others)
    separated = f"{SEPARATORS[table.separator]} separated"
    kind = f"CSV, {separated if len(table.header) > 1 else 'one column'}"
    places = [table.header.index(name) for name in chosen.names]
    items = (
        item if isinstance(item, Rejected) else (item[0], [item[1][place] for place in places])
        for item in rows(source, table, keep_blank=True)
    )
    return _rows(source, items, kind if table.has_header else f"{kind}, no header", chosen)


def _columns(source: Text, table: Table, text: str | None, others: Sequence[str]) -> _Chosen:
    found = guess(table.header, table.sample)
    if text is None and found.text is None and found.html is None:
        raise BadInput(_which(source, table.header))
    first = text or found.text or found.html or ""
    names = tuple(_named(name, table.header, source) for name in (first, *others))
    return _Chosen(names, is_html=names[0] == found.html)


def _json(
    source: Text,
    shape: str,
    records: Iterator[Located | Rejected],
    text: str | None,
    others: Sequence[str],
) -> Rows:
    sample, records = peeked(records, SAMPLED)
    chosen = _fields(source, sample, text, others)
    return _rows(source, (_picked(item, chosen) for item in records), shape, chosen)


def _fields(
    source: Text, sample: Sequence[dict[str, Any]], text: str | None, others: Sequence[str]
) -> _Chosen:
    header = tuple(dict.fromkeys(name for record in sample for name in record))
    for name in filter(None, (text, *others)):
        if not any(_at(record, name) is not None for record in sample):
            raise BadInput(_missing(name, header, source))
    html = text is None and "html" in header and "text" not in header
    if text is None and sample:
        flat = flat_columns(sample, None, "UTC")
        text = "html" if html else "text" if "text" in header else flat.text if flat else None
        if text is None:
            raise BadInput(_which(source, header))
    return _Chosen((text or "", *others), is_html=html)


def _picked(item: Located | Rejected, chosen: _Chosen) -> tuple[str, list[str]] | Rejected:
    if isinstance(item, Rejected):
        return item
    place, record = item
    if isinstance(record, str):
        return place, [record, *[""] * (len(chosen.names) - 1)]
    if not isinstance(record, Mapping):
        return Rejected(place, "This is no object; an object with a text is needed.")
    values = [_at(record, name) for name in chosen.names]
    if isinstance(values[0], (dict, list)):
        return Rejected(f"{place} {chosen.names[0]}", "It is a list or an object, not a text.")
    return place, [_written(value) for value in values]


def _at(record: Mapping[str, Any], name: str) -> Any:
    return at_path(record, tuple(name.split(".")))


def _written(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _lines(source: Text) -> Iterator[tuple[str, list[str]] | Rejected]:
    for number, line in source.lines():
        place = f"{source.name}:{number}"
        if line is None:
            yield Rejected(place, f"The line is longer than {LINE // 10**6} MB.")
        elif undecodable(line):
            yield Rejected(place, "The line holds bytes that are not text in its encoding.")
        else:
            yield place, [line]


def _rows(
    source: Text, items: Iterator[tuple[str, list[str]] | Rejected], kind: str, chosen: _Chosen
) -> Rows:
    def numbered() -> Iterator[Row]:
        for number, item in enumerate(items, 1):
            if isinstance(item, Rejected):
                yield Row(number, item.place, (), item.reason)
            else:
                yield Row(number, item[0], tuple(item[1]))

    told = f'; text = "{chosen.names[0]}"' if chosen.names and chosen.names[0] else ""
    understood = f"{kind}, {source.encoding}{told}"
    return Rows(numbered(), understood, chosen.is_html, lambda: source.broken)


def _named(name: str, header: Sequence[str], source: Text) -> str:
    """The column of that name, or the only one that differs in case and spaces alone."""
    if name in header:
        return name
    alike = [one for one in header if one.casefold().strip() == name.casefold().strip()]
    if len(alike) == 1:
        return alike[0]
    raise BadInput(_missing(name, header, source))


def _missing(name: str, header: Sequence[str], source: Text) -> str:
    return f"{source.name} has no column '{name}'. It has {', '.join(header[:20]) or 'none'}."


def _which(source: Text, header: Sequence[str]) -> str:
    return (
        f"No column of {source.name} looks like a text. "
        f"Say which one it is with --text: {', '.join(header[:20])}."
    )
