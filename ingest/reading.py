"""The one way in: a file, whatever its shape, to conversations and what could not be read."""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from domain import Conversation, Rejected
from domain.errors import BadInput
from ingest import native
from ingest.columns import Columns, guess, has_header, unique
from ingest.fields import Context
from ingest.formats.csv_ import SEPARATORS, Table, rows, sample_rows, separator_of
from ingest.formats.encoding import Text
from ingest.formats.jsonl import Located, json_document, json_lines, looks_like_lines
from ingest.grouping import joined
from ingest.mapping import Mapping
from ingest.times import zone

Item = Conversation | Rejected
SAMPLED = 1_000
"""Rows looked at to guess columns."""
_NATIVE = {"text", "html", "messages"}
_ENDINGS = re.compile(r"(\.(jsonl|ndjson|json|csv|tsv|txt|gz))+$", re.IGNORECASE)
_DATES = re.compile(r"[\s_.\-]*(\(\d+\)|\d[\d\s_.\-T:]*)$")


@dataclass(frozen=True, slots=True)
class Reading:
    """A file on its way in."""

    items: Iterator[Conversation | Rejected]
    """Lazily, once; conversations are not yet protected."""
    understood: str
    """One line for people: what the file was taken for, and which columns or fields."""
    source: str
    """Source of conversations that do not name their own."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """How records of a file become native objects."""

    context: Context
    mapping: Mapping | None = None
    columns: Columns | None = None

    @property
    def row_is_message(self) -> bool:
        if self.mapping:
            return self.mapping.row_is_message
        return bool(self.columns and self.columns.conversation)

    def native(self, record: Any) -> Any:
        if not isinstance(record, dict):
            return record
        if self.mapping:
            return self.mapping.native(record)
        return self.columns.native(record) if self.columns else record


def read(
    path: Path | Literal["-"],
    *,
    mapping: Mapping | None = None,
    source: str | None = None,
    timezone: str = "UTC",
    columns: Columns | None = None,
) -> Reading:
    """Open a file, or standard input ("-"), and say what it is; nothing more is read yet.

    `mapping` names the fields of another shape, `columns` those of a flat table; `source`
    overrules what records say of themselves; times without a zone are in `timezone` (IANA).
    Raises `BadInput` where nothing of the file can be read.
    """
    text = Text(path)
    zone(timezone)
    context = Context(
        source=source or (mapping.source if mapping else None) or _family(text.name),
        forced=source is not None,
        timezone=(mapping.timezone if mapping else None) or timezone,
        time_format=mapping.time_format if mapping else None,
        authors=dict(mapping.authors) if mapping else {},
    )
    shape = shape_of(text.head)
    if shape == "JSON Lines":
        return _json(text, shape, json_lines(text), context, mapping, columns)
    if shape == "JSON":
        inside = mapping.records if mapping else None
        records = json_document(text, inside, mapping.fits if mapping else _is_native)
        return _json(text, shape, records, context, mapping, columns)
    return _csv(text, context, mapping, columns)


def shape_of(head: str) -> Literal["JSON Lines", "JSON", "table"]:
    """What a file is by its beginning. "[1] Login fails" begins a table, not JSON."""
    start = head.lstrip()[:1]
    if start == "{" and looks_like_lines(head):
        return "JSON Lines"
    if start in {"{", "["} and re.match(r'\s*(\[\s*([{\[\]"]|$)|\{\s*("|\}|$))', head):
        return "JSON"
    return "table"


def _is_native(record: dict[str, Any]) -> bool:
    return bool(_NATIVE & record.keys())


def _json(
    text: Text,
    name: str,
    records: Iterator[Located | Rejected],
    context: Context,
    mapping: Mapping | None,
    columns: Columns | None,
) -> Reading:
    sample, records = peeked(records)
    flat = None if mapping else flat_columns(sample, columns, context.timezone)
    shape = _Shape(replace(context, names=flat.named() if flat else {}), mapping, flat)
    fields = _told(shape) if flat or mapping else _native_fields(sample)
    return Reading(
        _items(text, records, shape), f"{name}, {text.encoding}: {fields}", context.source
    )


def peeked(
    records: Iterator[Located | Rejected], most: int = 20
) -> tuple[list[dict[str, Any]], Iterator[Located | Rejected]]:
    """The first records that are objects, and all of them again."""
    first = list(islice(records, most))
    sample = [item[1] for item in first if isinstance(item, tuple) and isinstance(item[1], dict)]

    def again() -> Iterator[Located | Rejected]:
        yield from first
        yield from records

    return sample, again()


def flat_columns(
    sample: Sequence[dict[str, Any]], given: Columns | None, timezone: str
) -> Columns | None:
    """The fields of flat objects in other people's words; None for the native format."""
    if given is None and any(map(_is_native, sample)):
        return None
    values = [pair for record in sample for pair in record.items()]
    nested = {name for name, value in values if isinstance(value, (dict, list))}
    header = tuple(dict.fromkeys(name for name, _ in values if name not in nested))
    cells = [[_cell(record.get(name)) for name in header] for record in sample]
    found = guess(header, cells, given, timezone)
    return found if (found.text or found.html) and found.text != "subject" else None


def _cell(value: object) -> str:
    if value is None or isinstance(value, (dict, list)):
        return ""
    return value if isinstance(value, str) else json.dumps(value)


def _native_fields(sample: Sequence[dict[str, Any]]) -> str:
    seen = dict.fromkeys(name for record in sample for name in record)
    return f"native format with {', '.join(list(seen)[:20])}"


def _told(shape: _Shape) -> str:
    if shape.mapping:
        return f"fields as the mapping '{shape.mapping.name}' names them"
    return shape.columns.told() if shape.columns else "native format"


def _csv(text: Text, context: Context, mapping: Mapping | None, given: Columns | None) -> Reading:
    table = table_of(text, named=mapping is not None or given is not None)
    columns = None
    if mapping is None:
        _check(given, table, text.name)
        columns = guess(table.header, table.sample, given, context.timezone)
        if columns.text is None and columns.html is None:
            raise BadInput(
                f"No column of {text.name} looks like a text. "
                f"Say which one it is: {', '.join(table.header[:20])}."
            )
    names = dict(columns.named()) if columns else {}
    if columns and columns.author is None and columns.conversation is None and "at" in names:
        names["created_at"] = names["at"]
    shape = _Shape(replace(context, names=names), mapping, columns)
    separated = f"{SEPARATORS[table.separator]} separated"
    kind = f"CSV, {separated if len(table.header) > 1 else 'one column'}, {text.encoding}"
    nameless = "" if table.has_header else ", no header"
    return Reading(
        _items(text, _records(text, table), shape),
        f"{kind}{nameless}: {_told(shape)}",
        context.source,
    )


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


def _check(given: Columns | None, table: Table, name: str) -> None:
    for field, column in (given.named() if given else {}).items():
        if column not in table.header:
            raise BadInput(
                f"{name} has no column '{column}' for {field}. "
                f"It has {', '.join(table.header[:20])}."
            )


def _records(text: Text, table: Table) -> Iterator[Located | Rejected]:
    for row in rows(text, table):
        if isinstance(row, Rejected):
            yield row
        else:
            place, cells = row
            yield place, dict(zip(table.header, cells, strict=True))


def _items(text: Text, records: Iterator[Located | Rejected], shape: _Shape) -> Iterator[Item]:
    built = _built(records, shape)
    yield from joined(built) if shape.row_is_message else built
    if text.broken:
        yield Rejected(f"{text.name} end", text.broken)


def _built(records: Iterator[Located | Rejected], shape: _Shape) -> Iterator[Item]:
    for item in records:
        if isinstance(item, Rejected):
            yield item
            continue
        place, record = item
        conversation, rejected = native.build(shape.native(record), place, shape.context)
        yield from rejected
        if conversation is not None:
            yield conversation


def _family(name: str) -> str:
    """The file's name without dates and numbers at its end: next month's export is the same
    source, so that its conversations are known again."""
    stem = _ENDINGS.sub("", name)
    while (shorter := _DATES.sub("", stem)) != stem:
        stem = shorter
    return stem.strip(" _-.").casefold() or "file"
