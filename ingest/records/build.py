"""Records, whatever file they stand in, to conversations: by a tool's reader, a mapping, guessed
columns, or as the native format."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from domain.conversations import Conversation, Rejected
from ingest.formats.jsonl import Located
from ingest.parsing.columns import Columns, guess
from ingest.parsing.fields import Context
from ingest.parsing.mapping import Mapping
from ingest.readers.interface import UNDOCUMENTED, JsonReader, NotThis, Options
from ingest.readers.registry import recognised
from ingest.records import native
from ingest.records.join_messages import joined

Item = Conversation | Rejected
_NATIVE = {"text", "html", "messages"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person says about a file."""

    mapping: Mapping | None = None
    source: str | None = None
    columns: Columns | None = None
    options: Options = field(default_factory=Options)

    def context(self, default: str) -> Context:
        """What holds for every record; `default` is the source where nobody names one."""
        mapping = self.mapping
        return Context(
            source=self.source or (mapping.source if mapping else None) or default,
            forced=self.source is not None,
            timezone=(mapping.timezone if mapping else None) or self.options.timezone,
            time_format=mapping.time_format if mapping else None,
            authors=dict(mapping.authors) if mapping else {},
        )


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
class Shape:
    """How records of a file become native objects."""

    context: Context
    mapping: Mapping | None = None
    columns: Columns | None = None

    @property
    def row_is_message(self) -> bool:
        """Whether a record is one message, to be joined with others of its conversation."""
        if self.mapping:
            return self.mapping.row_is_message
        return bool(self.columns and self.columns.conversation)

    def native(self, record: Any) -> Any:
        """A record as a native object."""
        if not isinstance(record, dict):
            return record
        if self.mapping:
            return self.mapping.native(record)
        return self.columns.native(record) if self.columns else record

    def told(self) -> str:
        """One line for people: how the fields were found."""
        if self.mapping:
            return f"fields as the mapping '{self.mapping.name}' names them"
        return self.columns.told() if self.columns else "native format"


def is_record(wanted: Wanted, record: dict[str, Any]) -> bool:
    """Whether an object that stands alone is to be read as it is, not for a list inside it."""
    if wanted.mapping:
        return wanted.mapping.fits(record)
    return bool(_NATIVE & record.keys()) or recognised([record], wanted.source) is not None


def read_records(
    records: Iterator[Located | Rejected], kind: str, wanted: Wanted, default: str
) -> Reading:
    """Records of a JSON or Parquet file; `kind` says for people what the file is."""
    sample, records = peeked(records)
    reader = None if wanted.mapping or wanted.columns else recognised(sample, wanted.source)
    if reader is not None:
        context = wanted.context(reader.name)
        items = by_tool(reader, records, context, wanted.options, sample)
        return Reading(items, f"{reader.title}, {kind}", context.source)
    context = wanted.context(default)
    flat = None if wanted.mapping else flat_columns(sample, wanted.columns, context.timezone)
    named = replace(context, names=flat.named() if flat else {})
    shape = Shape(named, wanted.mapping, flat)
    fields = shape.told() if flat or wanted.mapping else _native_fields(sample)
    return Reading(by_shape(records, shape), f"{kind}: {fields}", context.source)


def by_shape(records: Iterator[Located | Rejected], shape: Shape) -> Iterator[Item]:
    """Conversations of records as a mapping, columns or the native format tell them."""
    built = _built(records, shape)
    yield from joined(built) if shape.row_is_message else built


def by_tool(
    reader: JsonReader,
    records: Iterator[Located | Rejected],
    context: Context,
    options: Options,
    sample: Sequence[dict[str, Any]] = (),
) -> Iterator[Item]:
    """Conversations of records as a tool's reader tells them."""
    if reader.gathers and sample and reader.piece(sample[0]):
        records = _gathered(records, reader.gathers)
    told = _told_by(reader, records, context, options)
    yield from joined(told) if reader.joins else told


def build_placed(
    placed: Iterator[Located | Rejected], context: Context
) -> Iterator[Conversation | Rejected]:
    """Conversations of native objects, with what was wrong in them."""
    return _built(placed, Shape(context))


def _gathered(records: Iterator[Located | Rejected], name: str) -> Iterator[Located | Rejected]:
    inside: list[Any] = []
    first = ""
    for item in records:
        if isinstance(item, Rejected):
            yield item
        else:
            first = first or item[0]
            inside.append(item[1])
    if inside:
        yield first, {name: inside}


def _told_by(
    reader: JsonReader, records: Iterator[Located | Rejected], context: Context, options: Options
) -> Iterator[Item]:
    for item in records:
        if isinstance(item, Rejected):
            yield item
            continue
        place, record = item
        if not isinstance(record, dict) or not _fits(reader, record):
            yield Rejected(place, f"This is not of the {reader.title} around it.")
            continue
        for conversation, rejected in _of_tool(reader, record, place, context, options):
            yield from rejected
            if conversation is not None:
                yield conversation


def _fits(reader: JsonReader, record: dict[str, Any]) -> bool:
    return (reader.gathers is not None and reader.gathers in record) or reader.claims(record)


def _of_tool(
    reader: JsonReader, record: dict[str, Any], place: str, context: Context, options: Options
) -> Iterator[tuple[Conversation | None, list[Rejected]]]:
    try:
        for told in reader.natives(record, options):
            yield native.build(told, place, context)
    except NotThis as reason:
        yield None, [Rejected(place, str(reason))]
    except RecursionError:
        yield None, [Rejected(place, "The object is nested too deeply.")]
    except UNDOCUMENTED:
        yield None, [Rejected(place, f"The object is not shaped as {reader.title} are.")]


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
    if given is None and any(_NATIVE & record.keys() for record in sample):
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


def _built(records: Iterator[Located | Rejected], shape: Shape) -> Iterator[Item]:
    for item in records:
        if isinstance(item, Rejected):
            yield item
            continue
        place, record = item
        conversation, rejected = native.build(shape.native(record), place, shape.context)
        yield from rejected
        if conversation is not None:
            yield conversation
