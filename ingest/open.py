"""Entry point of reading: a file, folder or archive of any known format to conversations and
rejected records."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

from domain.conversations import Rejected
from domain.errors import BadInput
from ingest.columns.fields import Columns
from ingest.formats.archive import is_workbook, list_archive, list_folder
from ingest.formats.blob import Blob, ByteStream
from ingest.formats.encoding import TextStream
from ingest.formats.jsonl import detect_shape, read_json_document, read_json_lines
from ingest.formats.limits import DOCUMENT
from ingest.formats.mail import looks_like_mail
from ingest.formats.parquet import read_parquet
from ingest.formats.workbook import open_sheets
from ingest.parsing.mapping import FieldMapping
from ingest.parsing.times import load_timezone
from ingest.readers import email
from ingest.readers.interface import Options, TextReader
from ingest.readers.registry import TEXT_READERS
from ingest.records.build import (
    Item,
    ReadOptions,
    ReadResult,
    build_conversations,
    is_record,
    read_records,
)
from ingest.records.folders import read_bundle
from ingest.records.join_messages import join_conversations
from ingest.records.tables import read_csv, read_sheets

_ENDINGS = re.compile(
    r"(\.(jsonl|ndjson|json|csv|tsv|txt|gz|xlsx|parquet|zip|html?|eml|mbox|vtt|srt))+$",
    re.IGNORECASE,
)
_DATES = re.compile(r"[\s_.\-]*(\(\d+\)|\d[\d\s_.\-T:]*)$")
__all__ = ["Item", "ReadResult", "read"]


def read(
    path: Path | Literal["-"],
    *,
    mapping: FieldMapping | None = None,
    source: str | None = None,
    timezone: str = "UTC",
    columns: Columns | None = None,
    agents: Iterable[str] = (),
    name_source: Callable[[str], str] = str,
) -> ReadResult:
    """Detect the format of a file, a folder or standard input ("-"); records are read lazily.

    `mapping` names the fields of an unknown format, `columns` those of a flat table.
    `source` replaces the source that records name; the name of a reader makes that reader the
    first to be asked. Times without a zone are in `timezone` (IANA). `agents` are ids, names,
    addresses or domains of the support team, for sources that do not mark agents (mail, chats).
    `name_source` says what a source is called that has its name of the file, which may be a
    person's.

    Raises `BadInput` where the file as a whole cannot be read, also later while records are read.
    """
    load_timezone(timezone)
    team = frozenset(agent.strip().casefold() for agent in agents if agent.strip())
    options = Options(timezone, team)
    wanted = ReadOptions(mapping, source, columns, options, name_source)
    if path != "-" and path.is_dir():
        default = _derive_source(path.resolve().name, wanted)
        reading = read_bundle(list_folder(path), wanted, default, read_file)
    else:
        reading = read_file(ByteStream(Blob.from_path(path)), wanted)
    return replace(reading, zoneless=options.zoneless)


def read_file(data: ByteStream, wanted: ReadOptions) -> ReadResult:
    """The conversations of one file; its format is detected from its content."""
    default = _derive_source(data.name, wanted)
    if data.head.startswith(b"PK\x03\x04"):
        file = data.open_seekable()
        if is_workbook(file):
            return read_sheets(open_sheets(file, data.name), data.name, wanted, default)
        return read_bundle(list_archive(file, data.name), wanted, default, read_file)
    if data.head.startswith(b"PAR1"):
        rows = read_parquet(data.open_seekable(), data.name)
        return read_records(rows, "Parquet", wanted, default, data.name)
    if wanted.mapping is None and wanted.columns is None and looks_like_mail(data.head):
        context = wanted.build_context(email.NAME)
        items = join_conversations(
            build_conversations(email.read_conversations([data], wanted.options), context)
        )
        return ReadResult(_append_truncation(items, data), "e-mail", context.source)
    return _read_text(TextStream(data), data, wanted, default)


def _read_text(text: TextStream, data: ByteStream, wanted: ReadOptions, default: str) -> ReadResult:
    if wanted.mapping is None and wanted.columns is None:
        for known in TEXT_READERS:
            if known.matches(text.head, wanted.options):
                return _read_transcript(text, known, wanted, default)
    shape = detect_shape(text.head)
    if shape == "JSON Lines":
        kind = f"JSON Lines, {text.encoding}"
        reading = read_records(read_json_lines(text), kind, wanted, default, text.name)
    elif shape == "JSON":
        inside = wanted.mapping.records if wanted.mapping else None
        records = read_json_document(text, inside, lambda record: is_record(wanted, record))
        reading = read_records(records, f"JSON, {text.encoding}", wanted, default, text.name)
    else:
        reading = read_csv(text, wanted, default)
    items = _append_truncation(reading.items, data)
    return replace(reading, items=items)


def _read_transcript(
    text: TextStream, reader: TextReader, wanted: ReadOptions, default: str
) -> ReadResult:
    """A plain-text transcript. It is held whole: later lines decide how earlier ones are read."""
    lines, size = [], 0
    for _, line in text.iter_lines():
        size += len(line or "")
        if size > DOCUMENT:
            raise BadInput(f"{text.name} is over {DOCUMENT // 10**6} MB. Give it in parts.")
        lines.append(line or "")
    context = wanted.build_context(reader.name or default)
    natives = reader.read_conversations(lines, text.name, wanted.options)
    placed = ((f"{text.name}:{number}", native) for number, native in enumerate(natives, 1))
    return ReadResult(
        build_conversations(placed, context),
        f"{reader.title}, text, {text.encoding}",
        context.source,
    )


def _append_truncation(items: Iterator[Item], data: ByteStream) -> Iterator[Item]:
    yield from items
    if data.broken:
        yield Rejected(f"{data.name} end", data.broken)


def _derive_source(name: str, wanted: ReadOptions) -> str:
    """The file's name without dates and numbers at its end.

    Next month's export then has the same source, so that its conversations match stored ones.
    """
    stem = _ENDINGS.sub("", name.rsplit("/", 1)[-1])
    while (shorter := _DATES.sub("", stem)) != stem:
        stem = shorter
    return wanted.name_source(stem.strip(" _-.").casefold() or "file")
