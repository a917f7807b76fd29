"""Records of any file to conversations: by a tool's reader, a mapping, guessed columns, or the
native format."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from domain.conversations import Conversation, Rejected
from ingest.columns.fields import Columns
from ingest.columns.guess import Guess, judge_columns
from ingest.columns.names import is_named
from ingest.columns.row_authors import RowAuthors, describe_untold, find_row_authors
from ingest.formats.jsonl import Located
from ingest.parsing.fields import Context
from ingest.parsing.mapping import FieldMapping
from ingest.readers.interface import UNDOCUMENTED, JsonReader, NoConversation, Options
from ingest.readers.known_tables import KnownTable, detect_known_table
from ingest.readers.registry import detect_reader
from ingest.records import native
from ingest.records.join_messages import join_conversations
from ingest.records.join_replies import join_replies, sort_by_time
from ingest.records.nested_cells import (
    decode_row,
    decode_rows,
    find_messages,
    find_object_columns,
    name_fields,
)
from ingest.records.settle_dates import settle_dates
from ingest.records.unknown_shape import build_unknown_shape, holds_words

Item = Conversation | Rejected
_NATIVE = {"text", "html", "messages"}
_SAMPLED_RECORDS = 300
"""Flat objects from which columns are guessed."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person specifies about a file."""

    mapping: FieldMapping | None = None
    source: str | None = None
    columns: Columns | None = None
    options: Options = field(default_factory=Options)
    name_source: Callable[[str], str] = str
    """What a source is called that a file, called so, gives its name."""

    @property
    def is_named(self) -> bool:
        """Whether a person named fields of the file, so that a table has a header for certain."""
        return self.mapping is not None or self.columns is not None

    def list_names(self) -> frozenset[str]:
        """The names of columns that a person used."""
        given = self.columns.to_dict().values() if self.columns else ()
        return frozenset((*given, *(self.mapping.list_names() if self.mapping else ())))

    def build_context(self, default: str) -> Context:
        """The context of all records; `default` is the source where none is given."""
        mapping = self.mapping
        return Context(
            source=self.source or (mapping.source if mapping else None) or default,
            forced=self.source is not None,
            timezone=(mapping.timezone if mapping else None) or self.options.timezone,
            zoneless=self.options.zoneless,
            time_format=mapping.time_format if mapping else None,
            authors=dict(mapping.authors) if mapping else {},
            is_agent=self.options.is_agent if self.options.agents else None,
        )


@dataclass(frozen=True, slots=True)
class ReadResult:
    """An opened file: its conversations, to be read lazily, and how it was understood."""

    items: Iterator[Conversation | Rejected]
    """Lazy, to be read once; conversations are not yet masked."""
    understood: str
    """One line for people: the detected format, and the columns or fields."""
    source: str
    """Source of conversations that name none."""
    notes: tuple[str, ...] = ()
    """Sentences for people: why columns were taken, and what may be otherwise."""
    zoneless: Counter[str] = field(default_factory=Counter)
    """By IANA zone, the times read so far that name none and were taken in it."""


@dataclass(frozen=True, slots=True)
class RecordFormat:
    """Conversion of records to native objects: by a mapping, by columns, or none."""

    context: Context
    mapping: FieldMapping | None = None
    columns: Columns | None = None
    authors: RowAuthors = field(default_factory=RowAuthors)
    """How the rows of a table say who wrote them."""
    messages: str | None = None
    """Column whose cells hold lists of messages."""

    @property
    def row_is_message(self) -> bool:
        """Whether a record is one message, to be joined to its conversation."""
        if self.mapping:
            return self.mapping.row_is_message
        return bool(self.columns and self.columns.conversation)

    def to_native(self, record: Any) -> Any:
        """A record as a native object."""
        if not isinstance(record, Mapping):
            return record
        if self.mapping:
            return self.mapping.to_native(record)
        if self.columns is None:
            return record
        if self.messages:
            return self.columns.to_native(record) | {"messages": record.get(self.messages)}
        return self.columns.to_native(record, self.authors.find_author(record))

    def describe(self) -> str:
        """One line for people: where the fields come from."""
        if self.mapping:
            return f"fields as the mapping '{self.mapping.name}' names them"
        inside = f'messages = "{self.messages}", ' if self.messages else ""
        return inside + self.columns.describe() if self.columns else "native format"


def is_record(wanted: ReadOptions, record: dict[str, Any]) -> bool:
    """Whether an object is a record itself, not an envelope around a list of records."""
    if wanted.mapping:
        return wanted.mapping.matches(record)
    return bool(_NATIVE & record.keys()) or detect_reader([record], wanted.source) is not None


def read_records(
    records: Iterator[Located | Rejected], kind: str, wanted: ReadOptions, default: str, name: str
) -> ReadResult:
    """The conversations of a JSON or Parquet file called `name`; `kind` names the format for
    people. Raises `NothingRead` for objects of an unknown shape."""
    sample, records = peek_records(records)
    reader = None if wanted.mapping or wanted.columns else detect_reader(sample, wanted.source)
    if reader is not None:
        context = wanted.build_context(reader.name)
        items = read_with_reader(reader, records, context, wanted.options, sample)
        return ReadResult(items, f"{reader.title}, {kind}", context.source)
    if not wanted.is_named and (nested := read_nested(records, sample, kind, wanted, default)):
        return nested
    table = None if wanted.is_named else _detect_table(sample)
    if table is not None:
        context = replace(wanted.build_context(table.name), markup=True)
        return read_known_table(table, records, context, wanted, kind)
    context = wanted.build_context(default)
    if wanted.columns or not any(_NATIVE & record.keys() for record in sample):
        sample, records = peek_records(records, _SAMPLED_RECORDS)
    guess = None if wanted.mapping else judge_flat_columns(sample, wanted.columns, context.timezone)
    flat = guess.columns if guess else None
    if sample and not (guess or wanted.mapping or any(_NATIVE & one.keys() for one in sample)):
        raise build_unknown_shape(sample, name)
    named = replace(context, names=flat.to_dict() if flat else {}, markup=True)
    shape, notes = choose_format(named, wanted, guess, sample)
    fields = shape.describe() if flat or wanted.mapping else _describe_native_fields(sample)
    understood = f"{kind}: {fields}"
    return ReadResult(convert_records(records, shape), understood, context.source, notes)


def _date_by_opening(item: Item) -> Item:
    """A conversation without a time of its own with that of the customer's message it begins
    with."""
    if isinstance(item, Rejected) or item.created_at is not None or not item.messages:
        return item
    opening = item.messages[0]
    return replace(item, created_at=opening.at) if opening.author == "customer" else item


def read_nested(
    records: Iterator[Located | Rejected],
    sample: Sequence[Mapping[str, Any]],
    kind: str,
    wanted: ReadOptions,
    default: str,
) -> ReadResult | None:
    """The conversations of a flat table whose cells hold their messages, as a tool's objects or as
    lists; None where they hold none."""
    columns = find_object_columns(sample)
    if not columns:
        return None
    decoded = [decode_row(row, columns) for row in sample]
    reader = detect_reader([name_fields(row) for row in decoded], wanted.source)
    rows = decode_rows(records, columns)
    if reader is not None:
        context = replace(wanted.build_context(reader.name), markup=True)
        named = (
            item if isinstance(item, Rejected) else (item[0], name_fields(item[1])) for item in rows
        )
        items = read_with_reader(reader, named, context, wanted.options)
        return ReadResult(items, f"{reader.title}, {kind}", context.source)
    messages = next(filter(None, (find_messages(row, columns) for row in decoded)), None)
    if messages is None:
        return None
    context = replace(wanted.build_context(default), markup=True)
    shape = RecordFormat(
        context, columns=_judge_around(decoded, columns, context.timezone), messages=messages
    )
    return ReadResult(convert_records(rows, shape), f"{kind}: {shape.describe()}", context.source)


def _judge_around(
    rows: Sequence[Mapping[str, Any]], nested: Sequence[str], timezone: str
) -> Columns:
    """The columns around a column of messages: of the conversation, none of a message."""
    header = tuple(dict.fromkeys(name for row in rows for name in row if name not in nested))
    cells = [[_format_cell(row.get(name)) for name in header] for row in rows]
    found = judge_columns(header, cells, None, timezone).columns
    is_subject = (
        found.subject is None and found.text is not None and is_named(found.text, "subject")
    )
    return replace(
        found,
        id=found.conversation or found.id,
        subject=found.text if is_subject else found.subject,
        text=found.text if found.text is not None and is_named(found.text, "text") else None,
        conversation=None,
        author=None,
        agent=None,
        internal=None,
    )


def _detect_table(sample: Sequence[Mapping[str, Any]]) -> KnownTable | None:
    """The known table whose columns most records of a sample have; None for none."""
    tables = [detect_known_table(record.keys()) for record in sample]
    found = [table for table in tables if table is not None]
    return found[0] if len(found) * 2 > len(sample) else None


def read_known_table(
    table: KnownTable,
    records: Iterator[Located | Rejected],
    context: Context,
    wanted: ReadOptions,
    kind: str,
) -> ReadResult:
    """The conversations of a table that is known by its columns; `kind` names the format."""
    natives = (
        item
        if isinstance(item, Rejected) or not isinstance(item[1], Mapping)
        else (item[0], table.to_native(item[1], wanted.options))
        for item in records
    )
    if table.links_replies:
        joined = join_conversations(build_conversations(join_replies(natives), context))
        items = sort_by_time(joined)
    else:
        items = build_conversations(natives, context)
    items = map(_date_by_opening, items)
    return ReadResult(items, f"{table.title}, {kind}", context.source)


def choose_format(
    context: Context, wanted: ReadOptions, guess: Guess | None, rows: Sequence[Mapping[str, Any]]
) -> tuple[RecordFormat, tuple[str, ...]]:
    """How the rows of a table become conversations, and what to tell of it."""
    if guess is None:
        return RecordFormat(context, wanted.mapping), ()
    is_agent = wanted.options.is_agent if wanted.options.agents else None
    authors = find_row_authors(guess, rows, is_agent)
    untold = None if authors.tells else describe_untold(guess.columns, rows)
    doubts = [*([untold] if untold else []), *guess.doubts]
    notes = (*(f"Columns: {one}." for one in guess.reasons),
             *(f"Doubtful: {one}." for one in doubts))  # fmt: skip
    return RecordFormat(context, wanted.mapping, guess.columns, authors), notes


def convert_records(records: Iterator[Located | Rejected], shape: RecordFormat) -> Iterator[Item]:
    """The conversations of records, by a mapping, columns or the native format."""
    built = _build_conversations(records, shape)
    yield from join_conversations(built) if shape.row_is_message else built


def read_with_reader(
    reader: JsonReader,
    records: Iterator[Located | Rejected],
    context: Context,
    options: Options,
    sample: Sequence[dict[str, Any]] = (),
) -> Iterator[Item]:
    """The conversations of records, by a tool's reader."""
    if reader.wrap_key and sample and reader.is_fragment(sample[0]):
        records = _wrap_records(records, reader.wrap_key)
    conversations = _iter_conversations(reader, records, context, options)
    yield from join_conversations(conversations) if reader.is_partial else conversations


def build_conversations(
    placed: Iterator[Located | Rejected], context: Context
) -> Iterator[Conversation | Rejected]:
    """The conversations of native objects, and what was rejected of them."""
    return _build_conversations(placed, RecordFormat(context))


def _wrap_records(records: Iterator[Located | Rejected], name: str) -> Iterator[Located | Rejected]:
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


def _iter_conversations(
    reader: JsonReader, records: Iterator[Located | Rejected], context: Context, options: Options
) -> Iterator[Item]:
    for item in records:
        if isinstance(item, Rejected):
            yield item
            continue
        place, record = item
        if not isinstance(record, dict) or not _is_readable(reader, record):
            yield Rejected(place, f"This is not of the {reader.title} around it.")
            continue
        for conversation, rejected in _convert_record(reader, record, place, context, options):
            yield from rejected
            if conversation is not None:
                yield conversation


def _is_readable(reader: JsonReader, record: dict[str, Any]) -> bool:
    return (reader.wrap_key is not None and reader.wrap_key in record) or reader.accepts(record)


def _convert_record(
    reader: JsonReader, record: dict[str, Any], place: str, context: Context, options: Options
) -> Iterator[tuple[Conversation | None, list[Rejected]]]:
    try:
        for native_object in reader.read_conversations(record, options):
            yield native.build_conversation(native_object, place, context)
    except NoConversation as reason:
        yield None, [Rejected(place, str(reason))]
    except RecursionError:
        yield None, [Rejected(place, "The object is nested too deeply.")]
    except UNDOCUMENTED:
        yield None, [Rejected(place, f"The object is not shaped as {reader.title} are.")]


def peek_records(
    records: Iterator[Located | Rejected], most: int = 20
) -> tuple[list[dict[str, Any]], Iterator[Located | Rejected]]:
    """The objects among the first records, and an iterator over all records."""
    first = list(islice(records, most))
    sample = [item[1] for item in first if isinstance(item, tuple) and isinstance(item[1], dict)]

    def replay() -> Iterator[Located | Rejected]:
        yield from first
        yield from records

    return sample, replay()


def judge_flat_columns(
    sample: Sequence[dict[str, Any]], given: Columns | None, timezone: str
) -> Guess | None:
    """The columns of flat objects; None for the native format, or where no text is found."""
    if given is None and any(_NATIVE & record.keys() for record in sample):
        return None
    values = [pair for record in sample for pair in record.items()]
    nested = {name for name, value in values if isinstance(value, (dict, list))}
    header = tuple(dict.fromkeys(name for name, _ in values if name not in nested))
    cells = [[_format_cell(record.get(name)) for name in header] for record in sample]
    found = judge_columns(header, cells, given, timezone)
    text = found.columns.text
    if text and given is None and not holds_words(text, sample, is_named(text, "text")):
        return None
    return found if (text or found.columns.html) and text != "subject" else None


def _format_cell(value: object) -> str:
    if value is None or isinstance(value, (dict, list)):
        return ""
    return value if isinstance(value, str) else json.dumps(value)


def _describe_native_fields(sample: Sequence[dict[str, Any]]) -> str:
    seen = dict.fromkeys(name for record in sample for name in record)
    return f"native format with {', '.join(list(seen)[:20])}"


def _build_conversations(
    records: Iterator[Located | Rejected], shape: RecordFormat
) -> Iterator[Item]:
    natives = (
        item if isinstance(item, Rejected) else (item[0], shape.to_native(item[1]))
        for item in records
    )
    for item in natives if shape.context.time_format else settle_dates(natives):
        if isinstance(item, Rejected):
            yield item
            continue
        conversation, rejected = native.build_conversation(item[1], item[0], shape.context)
        yield from rejected
        if conversation is not None:
            yield conversation
