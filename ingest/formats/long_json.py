"""Incremental parsing of JSON documents too long to be held, in bounded memory.

A list is read item by item. An object around one long list (tickets beside their users) is split
into pages: objects like it, each with a part of the list and all other fields.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

import ijson

from domain.errors import BadInput
from ingest.formats.encoding import has_undecodable
from ingest.formats.limits import AROUND, OBJECT, STRETCH
from ingest.formats.spool import open_spool

ESCAPED = re.compile(r"(?<!\\)(?:\\\\)*\\x[0-9a-fA-F]{2}")
"""A control character as Telegram Desktop escapes it; it is not valid JSON."""
_UNFINISHED = re.compile(r"\\(?:x[0-9a-fA-F]?)?\Z")
_OPENS, _CLOSES = {"start_map", "start_array"}, {"end_map", "end_array"}
_CHUNK = 1 << 16
Events = Iterator[tuple[str, Any]]


class _Stream:
    """An iterator of bytes as a file that can be read once."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def read(self, size: int = -1) -> bytes:
        """The next piece, at most `_CHUNK` bytes; ijson asks for 0 bytes first."""
        return next(self._pieces, b"") if size else b""


class TruncatedJson(BadInput):
    """A document is not valid JSON from some record on; the records before it are valid."""


def iter_list_items(chunks: Iterable[str], name: str) -> Iterator[Any]:
    """The items of a document that is a list, one at a time.

    Raises `TruncatedJson` where it stops being valid JSON, after the items before.
    """
    yield from _iter_items(_Stream(_encode_chunks(chunks, name)), "item", name)


def iter_pages(chunks: Iterable[str], name: str) -> Iterator[dict[str, Any]]:
    """The pages of a document that is an object: copies of it with a part of its long list each.

    The text is spooled to an unnamed file. Raises `BadInput` where it is not valid
    JSON, or where more than one list is long.
    """
    with open_spool() as spool:
        size = 0
        for piece in _encode_chunks(chunks, name):
            size += len(piece)
            if size > OBJECT:
                raise BadInput(
                    f"{name} is one JSON object of over {OBJECT // 10**9} GB. {_JSON_LINES_HINT}"
                )
            spool.write(piece)
        spool.seek(0)
        around, path = _outline_object(spool, name)
        spool.seek(0)
        if path is None:
            yield around
            return
        for stretch in _iter_stretches(spool, path, name):
            yield _insert_at_path(around, path, stretch)


_JSON_LINES_HINT = "Give it as JSON Lines, one conversation a line."


def _encode_chunks(chunks: Iterable[str], name: str) -> Iterator[bytes]:
    """UTF-8 bytes with Telegram's escapes repaired, also those across two chunks."""
    rest = ""
    for chunk in chunks:
        text = rest + chunk
        rest = _find_unfinished_escape(text)
        yield from _split_bytes(_repair_and_encode(text[: len(text) - len(rest)], name))
    yield from _split_bytes(_repair_and_encode(rest, name))


def _split_bytes(data: bytes) -> Iterator[bytes]:
    for begin in range(0, len(data), _CHUNK):
        yield data[begin : begin + _CHUNK]


def _find_unfinished_escape(text: str) -> str:
    """A possible first half of an escape at the end, with all backslashes before it."""
    half = _UNFINISHED.search(text, max(0, len(text) - 4))
    return text[len(text[: half.start()].rstrip("\\")) :] if half else ""


def _repair_and_encode(text: str, name: str) -> bytes:
    if has_undecodable(text):
        raise TruncatedJson(f"{name} holds bytes that are not text in its encoding.")
    return repair_escapes(text).encode()


def repair_escapes(text: str) -> str:
    """The text with Telegram's escapes of control characters in JSON's form."""
    return ESCAPED.sub(lambda match: match[0].replace("\\x", "\\u00"), text)


def _iter_items(file: IO[bytes] | _Stream, prefix: str, name: str) -> Iterator[Any]:
    found = 0
    try:
        for item in ijson.items(file, prefix, use_float=True):
            yield item
            found += 1
    except (ijson.JSONError, UnicodeError):
        raise TruncatedJson(
            f"{name} is not valid JSON after its record {found:,}; the records before it are kept."
        ) from None


def _outline_object(spool: IO[bytes], name: str) -> tuple[dict[str, Any], tuple[str, ...] | None]:
    """The object with its long list emptied, and that list's path; None where no list is long."""
    long: list[tuple[str, ...]] = []
    try:
        events = iter(ijson.basic_parse(spool, use_float=True))
        next(events)
        around = _read_object(events, (), long)
        for _ in events:
            pass
    except (ijson.JSONError, UnicodeError, StopIteration):
        raise BadInput(f"{name} is not valid JSON, or ends too early. {_JSON_LINES_HINT}") from None
    except RecursionError:
        raise BadInput(f"{name} is nested too deeply to be read.") from None
    if len(long) > 1:
        shown = ", ".join(".".join(path) for path in long)
        raise BadInput(f"{name} holds several long lists ({shown}). {_JSON_LINES_HINT}")
    return around, long[0] if long else None


def _read_object(
    events: Events, path: tuple[str, ...], long: list[tuple[str, ...]]
) -> dict[str, Any]:
    held: dict[str, Any] = {}
    key = ""
    for event, value in events:
        if event == "map_key":
            key = value
        elif event == "start_map":
            held[key] = _read_object(events, (*path, key), long)
        elif event == "start_array":
            inside = _read_list(events)
            if inside is None:
                long.append((*path, key))
            held[key] = inside or []
        elif event == "end_map":
            break
        else:
            held[key] = value
    return held


def _read_list(events: Events) -> list[Any] | None:
    """The list whose start was just read; None where it is too long to be held."""
    builder: Any = ijson.ObjectBuilder()
    builder.event("start_array", None)
    depth = 1
    for seen, (event, value) in enumerate(events, 1):
        depth += (event in _OPENS) - (event in _CLOSES)
        if seen > AROUND:
            builder = None
        if builder is not None:
            builder.event(event, value)
        if not depth:
            break
    return list(builder.value) if builder is not None else None


def _iter_stretches(spool: IO[bytes], path: Sequence[str], name: str) -> Iterator[list[Any]]:
    stretch: list[Any] = []
    begun = 0
    for item in _iter_items(spool, ".".join([*path, "item"]), name):
        stretch.append(item)
        if spool.tell() - begun > STRETCH:
            yield stretch
            stretch, begun = [], spool.tell()
    if stretch:
        yield stretch


def _insert_at_path(
    around: dict[str, Any], path: Sequence[str], stretch: list[Any]
) -> dict[str, Any]:
    first, *rest = path
    inside = _insert_at_path(around[first], rest, stretch) if rest else stretch
    return {**around, first: inside}
