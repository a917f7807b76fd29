"""The one way in: a file, a folder or an archive, whatever its shape, to conversations and what
could not be read."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal

from domain.conversations import Rejected
from domain.errors import BadInput
from ingest.formats.archive import archive, folder, is_workbook
from ingest.formats.blob import Blob, Bytes
from ingest.formats.encoding import Text
from ingest.formats.jsonl import json_document, json_lines, shape_of
from ingest.formats.limits import DOCUMENT
from ingest.formats.mail import looks_like_mail
from ingest.formats.parquet import parquet_records
from ingest.formats.workbook import sheets
from ingest.parsing.columns import Columns
from ingest.parsing.mapping import Mapping
from ingest.parsing.times import zone
from ingest.readers import calls, html_page
from ingest.readers.email import natives as mail_natives
from ingest.readers.interface import Native, Options
from ingest.readers.messengers import whatsapp
from ingest.records.build import Item, Reading, Wanted, build_placed, is_record, read_records
from ingest.records.folders import read_bundle
from ingest.records.join_messages import joined
from ingest.records.tables import read_csv, read_sheets

_ENDINGS = re.compile(
    r"(\.(jsonl|ndjson|json|csv|tsv|txt|gz|xlsx|parquet|zip|html?|eml|mbox|vtt|srt))+$",
    re.IGNORECASE,
)
_DATES = re.compile(r"[\s_.\-]*(\(\d+\)|\d[\d\s_.\-T:]*)$")
__all__ = ["Item", "Reading", "read"]


def read(
    path: Path | Literal["-"],
    *,
    mapping: Mapping | None = None,
    source: str | None = None,
    timezone: str = "UTC",
    columns: Columns | None = None,
    agents: Iterable[str] = (),
) -> Reading:
    """Open a file, a folder, or standard input ("-"), and say what it is; nothing more is read yet.

    `mapping` names the fields of another shape, `columns` those of a flat table; `source`
    overrules what records say of themselves, and with a tool's name asks that tool's reader first;
    times without a zone are in `timezone` (IANA); `agents` are ids, names, addresses or domains of
    the support team, for sources that do not tell (mail, chats).
    Raises `BadInput` where nothing of the file can be read.
    """
    zone(timezone)
    team = frozenset(one.strip().casefold() for one in agents if one.strip())
    wanted = Wanted(mapping, source, columns, Options(timezone, team))
    if path != "-" and path.is_dir():
        return read_bundle(folder(path), wanted, _family(path.resolve().name), read_file)
    return read_file(Bytes(Blob.of(path)), wanted)


def read_file(data: Bytes, wanted: Wanted) -> Reading:
    """One file, known by its content."""
    default = _family(data.name)
    if data.head.startswith(b"PK\x03\x04"):
        file = data.seekable()
        if is_workbook(file):
            return read_sheets(sheets(file, data.name), data.name, wanted, default)
        return read_bundle(archive(file, data.name), wanted, default, read_file)
    if data.head.startswith(b"PAR1"):
        rows = parquet_records(data.seekable(), data.name)
        return read_records(rows, "Parquet", wanted, default)
    if wanted.mapping is None and wanted.columns is None and looks_like_mail(data.head):
        context = wanted.context("email")
        items = joined(build_placed(mail_natives([data], wanted.options), context))
        return Reading(_ending(items, data), "e-mail", context.source)
    return _text(Text(data), data, wanted, default)


def _text(text: Text, data: Bytes, wanted: Wanted, default: str) -> Reading:
    if wanted.mapping is None and wanted.columns is None:
        if whatsapp.fits(text.head):
            return _spoken(text, "WhatsApp chat", "whatsapp", wanted, _whatsapp)
        if calls.fits(text.head):
            return _spoken(text, "call transcript", "calls", wanted, _calls)
        if html_page.fits(text.head):
            return _spoken(text, "HTML page", default, wanted, _page)
    shape = shape_of(text.head)
    if shape == "JSON Lines":
        reading = read_records(json_lines(text), f"JSON Lines, {text.encoding}", wanted, default)
    elif shape == "JSON":
        inside = wanted.mapping.records if wanted.mapping else None
        records = json_document(text, inside, lambda record: is_record(wanted, record))
        reading = read_records(records, f"JSON, {text.encoding}", wanted, default)
    else:
        reading = read_csv(text, wanted, default)
    return Reading(_ending(reading.items, data), reading.understood, reading.source)


def _spoken(
    text: Text,
    title: str,
    name: str,
    wanted: Wanted,
    natives: Callable[[list[str], str, Options], Iterable[Native]],
) -> Reading:
    """A talk written down as plain text, which has to be seen whole."""
    lines, size = [], 0
    for _, line in text.lines():
        size += len(line or "")
        if size > DOCUMENT:
            raise BadInput(f"{text.name} is over {DOCUMENT // 10**6} MB. Give it in parts.")
        lines.append(line or "")
    context = wanted.context(name)
    told = natives(lines, text.name, wanted.options)
    placed = ((f"{text.name}:{number}", one) for number, one in enumerate(told, 1))
    return Reading(build_placed(placed, context), f"{title}, text, {text.encoding}", context.source)


def _whatsapp(lines: list[str], name: str, options: Options) -> Iterable[Native]:
    return whatsapp.natives(lines, name, options)


def _page(lines: list[str], name: str, _options: Options) -> Iterable[Native]:
    return html_page.natives(lines, name)


def _calls(lines: list[str], _name: str, options: Options) -> Iterable[Native]:
    return calls.natives(lines, options)


def _ending(items: Iterator[Item], data: Bytes) -> Iterator[Item]:
    yield from items
    if data.broken:
        yield Rejected(f"{data.name} end", data.broken)


def _family(name: str) -> str:
    """The file's name without dates and numbers at its end: next month's export is the same
    source, so that its conversations are known again."""
    stem = _ENDINGS.sub("", name.rsplit("/", 1)[-1])
    while (shorter := _DATES.sub("", stem)) != stem:
        stem = shorter
    return stem.strip(" _-.").casefold() or "file"
