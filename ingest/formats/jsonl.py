"""JSON Lines and JSON to records, one at a time."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, NoReturn

from domain import Rejected
from domain.errors import BadInput
from ingest.formats.encoding import Text, undecodable
from ingest.formats.limits import DOCUMENT, LINE

Located = tuple[str, Any]
"""(place, record): where something was read, and what."""

_ESCAPED = re.compile(r"(?<!\\)(?:\\\\)*\\x[0-9a-fA-F]{2}")
_LISTS = ("conversations", "tickets", "threads", "chats", "items", "records", "results", "data")


def looks_like_lines(head: str) -> bool:
    """Whether a text that starts with "{" is JSON Lines: some of its first lines are objects.

    One object alone is a document, for it may hold the list of conversations.
    """
    lines = [line.strip() for line in head.split("\n", 21)[:20] if line.strip()]
    objects = sum(_is_object(line) for line in lines)
    return len(lines) > 1 and (_is_object(lines[0]) or objects * 2 > len(lines))


def shape_of(head: str) -> Literal["JSON Lines", "JSON", "table"]:
    """What a file is by its beginning. "[1] Login fails" begins a table, not JSON."""
    start = head.lstrip()[:1]
    if start == "{" and looks_like_lines(head):
        return "JSON Lines"
    if start in {"{", "["} and re.match(r'\s*(\[\s*([{\[\]"]|$)|\{\s*("|\}|$))', head):
        return "JSON"
    return "table"


def json_lines(text: Text) -> Iterator[Located | Rejected]:
    """Every line of JSON Lines: its record, or why it is none."""
    for number, line in text.lines():
        place = f"{text.name}:{number}"
        if line is None:
            yield Rejected(place, f"The line is longer than {LINE // 10**6} MB.")
        elif line.strip():
            yield _parsed(line, place)


def json_document(
    text: Text, path: Sequence[str] | None, is_record: Callable[[dict[str, Any]], bool]
) -> Iterator[Located | Rejected]:
    """The records of one JSON document: an array, or an object that holds one (at `path`).

    An object that `is_record` is the only one itself. The document is held whole. Places count the
    records from 1. Raises `BadInput`.
    """
    whole = _whole(text)
    try:
        document = _loads(whole)
    except RecursionError:
        raise BadInput(f"{text.name} is nested too deeply to be read.") from None
    except ValueError as error:
        where = f" near line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise BadInput(
            f"{text.name} is not valid JSON{where}. One object a line (JSON Lines) works too."
        ) from None
    for number, record in enumerate(_records(document, path, is_record, text.name), 1):
        yield f"{text.name}:{number}", record


def _whole(text: Text) -> str:
    parts, size = [], 0
    for chunk in text.chunks():
        size += len(chunk)
        if size > DOCUMENT:
            raise BadInput(
                f"{text.name} is one JSON document of over {DOCUMENT // 10**6} MB. "
                "Give it as JSON Lines, one conversation a line."
            )
        parts.append(chunk)
    if text.broken:
        raise BadInput(f"{text.name}: {text.broken}")
    whole = "".join(parts)
    if undecodable(whole):
        raise BadInput(f"{text.name} holds bytes that are not {text.encoding}.")
    return whole


def _parsed(line: str, place: str) -> Located | Rejected:
    if undecodable(line):
        return Rejected(place, "The line holds bytes that are not text in the file's encoding.")
    if "\0" in line:
        return Rejected(place, "The line holds NUL bytes.")
    try:
        return place, _loads(line)
    except RecursionError:
        return Rejected(place, "The object is nested too deeply.")
    except ValueError as error:
        column = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        return Rejected(place, f"The line is not valid JSON{column}.")


def _loads(text: str) -> Any:
    """JSON, also with control characters written as \\x1f, as Telegram Desktop does."""
    try:
        return json.loads(text, parse_constant=_no_constant)
    except ValueError:
        repaired = _ESCAPED.sub(lambda match: match[0].replace("\\x", "\\u00"), text)
        if repaired == text:
            raise
        return json.loads(repaired, parse_constant=_no_constant)


def _no_constant(_word: str) -> NoReturn:
    raise ValueError


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _records(
    document: Any,
    path: Sequence[str] | None,
    is_record: Callable[[dict[str, Any]], bool],
    name: str,
) -> list[Any]:
    for key in path or ():
        document = document.get(key) if isinstance(document, dict) else None
    if isinstance(document, list):
        return document
    if path or not isinstance(document, dict):
        raise BadInput(f"{name} holds no list of conversations{_at(path)}.")
    if is_record(document):
        return [document]
    lists = {key: value for key, value in document.items() if isinstance(value, list)}
    for key in (*_LISTS, *lists):
        named = key in _LISTS and "id" not in document
        if key in lists and (lists[key] or named) and _all_objects(lists[key]):
            return lists[key]
    return [document]


def _all_objects(items: list[Any]) -> bool:
    return all(isinstance(item, dict) for item in items)


def _at(path: Sequence[str] | None) -> str:
    return f" at '{'.'.join(path)}'" if path else ""
