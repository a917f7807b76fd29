"""Folders and archives to conversations: file by file, except a Slack export and e-mails."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from domain.conversations import Rejected
from domain.errors import BadInput
from ingest.formats.archive import FileBundle
from ingest.formats.blob import Blob, ByteStream
from ingest.formats.limits import DOCUMENT
from ingest.formats.mail import looks_like_mail
from ingest.readers import email
from ingest.readers.messengers import slack
from ingest.records.build import Item, ReadOptions, ReadResult, build_conversations
from ingest.records.join_messages import join_conversations

_SLACK_DAY = re.compile(r"(?:(.*)/)?([^/]+)/\d{4}-\d\d-\d\d\.json$")
_TABLE_NAME = re.compile(r"\.(csv|tsv)(\.gz)?$", re.IGNORECASE)
_SAMPLED_FILES = 20
"""Files opened to describe a folder."""
ReadFile = Callable[[ByteStream, ReadOptions], ReadResult]


def read_bundle(
    files: FileBundle, wanted: ReadOptions, default: str, read_file: ReadFile
) -> ReadResult:
    """The conversations of all readable files; an unreadable file is one `Rejected`.

    Raises `BadInput` where there is no file to read.
    """
    if not files.blobs and not files.rejected:
        raise BadInput(f"{files.name} holds nothing to read.")
    users = _load_slack_users(files.blobs)
    if users is not None and wanted.mapping is None:
        context = wanted.build_context(slack.READER.name)
        placed = _read_slack(files.blobs, users, wanted)
        understood = f"Slack export, {len(_list_day_files(files.blobs)):,} files"
        return ReadResult(build_conversations(placed, context), understood, context.source)
    kinds, notes = _detect_kinds(files.blobs, wanted, read_file)
    left = f", {files.attachments:,} attachments left out" if files.attachments else ""
    shown = ", ".join(kinds) or "nothing that can be read"
    source = wanted.source or (next(iter(kinds.values())) if kinds else default)
    understood = f"{files.name}, {len(files.blobs):,} files{left}: {shown}"
    items = join_conversations(_iter_items(files, wanted, read_file))
    return ReadResult(items, understood, source, notes)


def _iter_items(files: FileBundle, wanted: ReadOptions, read_file: ReadFile) -> Iterator[Item]:
    yield from files.rejected
    mails: list[Blob] = []
    for blob in files.blobs:
        try:
            data = ByteStream(blob)
            if wanted.mapping is None and looks_like_mail(data.head):
                mails.append(blob)
                data.close()
                continue
            yield from _read_one(data, wanted, read_file).items
        except BadInput as error:
            yield Rejected(blob.name, str(error))
    natives = email.read_conversations((ByteStream(blob) for blob in mails), wanted.options)
    yield from build_conversations(natives, wanted.build_context(email.NAME))


def _read_one(data: ByteStream, wanted: ReadOptions, read_file: ReadFile) -> ReadResult:
    """One file of many: it is a table only if its name ends in .csv or .tsv."""
    if data.head.startswith(b"PK\x03\x04") and data.name.casefold().endswith(".zip"):
        raise BadInput("It is an archive inside another. Unpack it first.")
    reading = read_file(data, wanted)
    if (
        reading.understood.startswith("CSV")
        and not _TABLE_NAME.search(data.name)
        and not wanted.mapping
    ):
        raise BadInput("No conversations were recognised in it. (A table needs a name in .csv.)")
    return reading


def _detect_kinds(
    blobs: tuple[Blob, ...], wanted: ReadOptions, read_file: ReadFile
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The source of each format detected in the first files, the most frequent format first; and
    what is to be told of them."""
    seen: Counter[str] = Counter()
    sources: dict[str, str] = {}
    notes: list[str] = []
    for blob in islice(blobs, _SAMPLED_FILES):
        try:
            data = ByteStream(blob)
            reading = _read_one(data, wanted, read_file)
        except BadInput:
            continue
        kind = reading.understood.split(",")[0].split(":")[0]
        seen[kind] += 1
        notes += [f"{blob.name}: {note}" for note in reading.notes]
        sources.setdefault(kind, reading.source)
        data.close()
    return {kind: sources[kind] for kind, _ in seen.most_common()}, tuple(notes)


def _list_day_files(blobs: tuple[Blob, ...]) -> list[tuple[str, Blob]]:
    """(channel, file) of the daily files of a Slack export."""
    found = ((_SLACK_DAY.match(blob.name), blob) for blob in blobs)
    return [(match[2], blob) for match, blob in found if match]


def _load_slack_users(blobs: tuple[Blob, ...]) -> dict[str, Any] | None:
    """The users of a Slack export by id; None where it is no Slack export."""
    lists = [blob for blob in blobs if blob.name.rsplit("/", 1)[-1] == "users.json"]
    if not lists or not _list_day_files(blobs):
        return None
    document = _load_document(lists[0])
    people = document if isinstance(document, list) else []
    return {str(person.get("id")): person for person in people if isinstance(person, dict)}


def _load_document(blob: Blob) -> Any:
    """A parsed JSON document; None where it cannot be read."""
    parts, size = [], 0
    for chunk in ByteStream(blob).iter_chunks():
        size += len(chunk)
        if size > DOCUMENT:
            return None
        parts.append(chunk)
    try:
        return json.loads(b"".join(parts))
    except (ValueError, RecursionError):
        return None


def _read_slack(
    blobs: tuple[Blob, ...], users: dict[str, Any], wanted: ReadOptions
) -> Iterator[tuple[str, Any] | Rejected]:
    channels: dict[str, list[Blob]] = {}
    for channel, blob in _list_day_files(blobs):
        channels.setdefault(channel, []).append(blob)
    for channel, days in channels.items():
        messages: list[dict[str, Any]] = []
        for day in days:
            document = _load_document(day)
            if not isinstance(document, list):
                yield Rejected(day.name, "It is not a list of Slack messages.")
                continue
            messages += [message for message in document if isinstance(message, dict)]
        natives = slack.read_channel(messages, channel, users, wanted.options)
        for number, native in enumerate(natives, 1):
            yield f"{channel}:{number}", native
