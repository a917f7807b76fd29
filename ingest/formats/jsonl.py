"""JSON Lines and JSON documents to records, one at a time."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, Literal, NoReturn

from domain.conversations import Rejected
from domain.errors import BadInput
from ingest.formats.encoding import TextStream, has_undecodable
from ingest.formats.limits import LINE, WHOLE
from ingest.formats.long_json import TruncatedJson, iter_list_items, iter_pages, repair_escapes

Located = tuple[str, Any]
"""(place, record): "export.jsonl:17" and what was read there."""

_SAMPLED_RECORDS = 300
_LISTS = ("conversations", "tickets", "threads", "chats", "items", "records", "results", "data")


def looks_like_lines(head: str) -> bool:
    """Whether a text that starts with "{" is JSON Lines: most of its first lines are objects.

    A single object is a document: it may hold the list of conversations.
    """
    lines = [line.strip() for line in head.split("\n", 21)[:20] if line.strip()]
    objects = sum(_is_object(line) for line in lines)
    shaped = sum(line[0] == "{" and line[-1] == "}" for line in lines) if objects else 0
    return len(lines) > 1 and (_is_object(lines[0]) or max(objects, shaped) * 2 > len(lines))


def detect_shape(head: str) -> Literal["JSON Lines", "JSON", "table"]:
    """The format of a text by its beginning. "[1] Login fails" begins a table, not JSON."""
    start = head.lstrip()[:1]
    if start == "{" and looks_like_lines(head):
        return "JSON Lines"
    if start in {"{", "["} and re.match(r'\s*(\[\s*([{\[\]"]|$)|\{\s*("|\}|$))', head):
        return "JSON"
    return "table"


def read_json_lines(text: TextStream) -> Iterator[Located | Rejected]:
    """The record of every line, or the reason why it has none."""
    for number, line in text.iter_lines():
        place = f"{text.name}:{number}"
        if line is None:
            yield Rejected(place, f"The line is longer than {LINE // 10**6} MB.")
        elif line.strip():
            yield _parse_line(line, place)


def read_json_document(
    text: TextStream, path: Sequence[str] | None, is_record: Callable[[dict[str, Any]], bool]
) -> Iterator[Located | Rejected]:
    """The records of one JSON document: an array, or an object that holds one (at `path`).

    An object for which `is_record` holds is itself the only record. Documents up to `WHOLE`
    characters are held in memory, longer ones parsed incrementally. An object that ends with its
    first, long line may be followed by others: then it is JSON Lines. Places count records from 1.
    Of a list with damage the records before it are kept. Raises `BadInput`.
    """
    number = 0
    try:
        for record in _iter_documents(text, path, is_record):
            number += 1
            place = f"{text.name}:{number}"
            yield (
                Rejected(place, record.reason) if isinstance(record, Rejected) else (place, record)
            )
    except TruncatedJson as error:
        if not number:
            raise
        yield Rejected(f"{text.name}:{number + 1}", text.broken or str(error))


def _iter_documents(
    text: TextStream, path: Sequence[str] | None, is_record: Callable[[dict[str, Any]], bool]
) -> Iterator[Any]:
    """The records of a document; of several, each an object on a long line, those of all."""
    chunks = text.iter_chunks()
    if "\n" in text.head.strip() or not text.head.lstrip().startswith("{"):
        start, chunks = _read_start(chunks)
        yield from _iter_records(text, start, chunks, path, is_record)
        return
    lines = _iter_lines(chunks)
    start, rest = _read_start(next(lines))
    held = [start]
    more = next(rest, None)
    if more is not None:
        yield from _iter_records(text, start, chain([more], rest), path, is_record)
        held = []
    for line in lines:
        start, rest = _read_start(line)
        more = next(rest, None)
        if more is None and not start.strip():
            continue
        yield from map(_read_line, held)
        held = []
        if more is None:
            yield _read_line(start)
        else:
            yield from _iter_records(text, start, chain([more], rest), path, is_record)
    for alone in held:
        yield from _iter_records(text, alone, iter(()), path, is_record)


def read_sampled_document(text: TextStream) -> Any:
    """A JSON document, or of a long one its beginning: a list's first records, or an object with
    the first of those that it holds. Raises `BadInput`."""
    start, chunks = _read_start(text.iter_chunks())
    more = next(chunks, None)
    if more is None:
        try:
            return _parse_document(start, text)
        except (ValueError, RecursionError):
            raise BadInput(f"{text.name} is not valid JSON.") from None
    all_of_it = chain([start, more], chunks)
    if _is_list(start):
        return list(islice(iter_list_items(all_of_it, text.name), _SAMPLED_RECORDS))
    return next(iter_pages(all_of_it, text.name), {})


def _iter_lines(chunks: Iterator[str]) -> Iterator[Iterator[str]]:
    """The lines of a text, each in pieces; one is to be read before the next is asked for."""
    left = [""]

    def iter_pieces() -> Iterator[str]:
        while left:
            piece, end, after = left.pop().partition("\n")
            yield piece
            if end:
                left.append(after)
                return
            left.extend(islice(chunks, 1))

    while left:
        yield iter_pieces()


def _read_line(line: str) -> Any:
    """The object of a line, or why it has none."""
    found = _parse_line(line, "")
    return found if isinstance(found, Rejected) else found[1]


def _read_start(chunks: Iterator[str]) -> tuple[str, Iterator[str]]:
    """The first `WHOLE` characters of a document, and the chunks after them."""
    parts, size = [], 0
    for chunk in chunks:
        parts.append(chunk)
        size += len(chunk)
        if size > WHOLE:
            break
    return "".join(parts), chunks


def _iter_records(
    text: TextStream,
    start: str,
    chunks: Iterator[str],
    path: Sequence[str] | None,
    is_record: Callable[[dict[str, Any]], bool],
) -> Iterator[Any]:
    more = next(chunks, None)
    if more is None:
        yield from _iter_held_records(text, start, path, is_record)
        return
    all_of_it = chain([start, more], chunks)
    if _is_list(start) and not path:
        yield from iter_list_items(all_of_it, text.name)
        return
    for page in iter_pages(all_of_it, text.name):
        if text.broken:
            raise BadInput(f"{text.name}: {text.broken}")
        yield from _find_records(page, path, is_record, text.name)


def _iter_held_records(
    text: TextStream,
    whole: str,
    path: Sequence[str] | None,
    is_record: Callable[[dict[str, Any]], bool],
) -> Iterator[Any]:
    """The records of a document held in memory; of a damaged list, those before the damage."""
    try:
        yield from _find_records(_parse_document(whole, text), path, is_record, text.name)
    except RecursionError:
        raise BadInput(f"{text.name} is nested too deeply to be read.") from None
    except ValueError as error:
        if _is_list(whole) and not path:
            yield from iter_list_items([whole], text.name)
        if text.broken:
            raise TruncatedJson(f"{text.name}: {text.broken}") from None
        where = f" near line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise BadInput(
            f"{text.name} is not valid JSON{where}. One object a line (JSON Lines) works too."
        ) from None


def _parse_document(whole: str, text: TextStream) -> Any:
    if has_undecodable(whole):
        raise BadInput(f"{text.name} holds bytes that are not {text.encoding}.")
    if text.broken:
        raise ValueError(text.broken)
    return _load_json(whole)


def _is_list(start: str) -> bool:
    return start.lstrip()[:1] == "["


def _parse_line(line: str, place: str) -> Located | Rejected:
    if has_undecodable(line):
        return Rejected(place, "The line holds bytes that are not text in the file's encoding.")
    if "\0" in line:
        return Rejected(place, "The line holds NUL bytes.")
    try:
        return place, _load_json(line)
    except RecursionError:
        return Rejected(place, "The object is nested too deeply.")
    except ValueError as error:
        column = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        return Rejected(place, f"The line is not valid JSON{column}.")


def _load_json(text: str) -> Any:
    """JSON, also with control characters written as \\x1f, as Telegram Desktop does."""
    try:
        return json.loads(text, parse_constant=_reject_constant)
    except ValueError:
        repaired = repair_escapes(text)
        if repaired == text:
            raise
        return json.loads(repaired, parse_constant=_reject_constant)


def _reject_constant(_word: str) -> NoReturn:
    raise ValueError


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _find_records(
    document: Any,
    path: Sequence[str] | None,
    is_record: Callable[[dict[str, Any]], bool],
    name: str,
) -> list[Any]:
    for key in path or ():
        document = document.get(key) if isinstance(document, dict) else None
    if isinstance(document, list):
        return document
    if path and is_keyed(document):
        return list_keyed(document)
    if path or not isinstance(document, dict):
        raise BadInput(f"{name} holds no list of conversations{_format_path(path)}.")
    if is_record(document):
        return [document]
    lists = {key: value for key, value in document.items() if isinstance(value, list)}

    def is_known_list(items: list[Any]) -> bool:
        return bool(items) and isinstance(items[0], dict) and is_record(items[0])

    known = [key for key, items in lists.items() if is_known_list(items)]
    for key in (*_LISTS, *known, *lists):
        named = key in _LISTS and "id" not in document
        if key in lists and (lists[key] or named) and _has_only_objects(lists[key]):
            return lists[key]
    return list_keyed(document) if is_keyed(document) else [document]


def is_keyed(value: Any) -> bool:
    """Whether an object holds records by their keys: several objects, all with like fields."""
    if not isinstance(value, dict) or len(value) < 2:
        return False
    first = next(iter(value.values()))
    if not isinstance(first, dict) or len(first) < 2:
        return False
    return all(
        isinstance(one, dict)
        and len(one.keys() & first.keys()) * 2 >= len(one.keys() | first.keys())
        for one in value.values()
    )


def list_keyed(value: dict[str, Any]) -> list[Any]:
    """The records of an object that holds them by their keys, each with its key as `key`."""
    return [{"key": key} | record for key, record in value.items()]


def _has_only_objects(items: list[Any]) -> bool:
    return all(isinstance(item, dict) for item in items)


def _format_path(path: Sequence[str] | None) -> str:
    return f" at '{'.'.join(path)}'" if path else ""
