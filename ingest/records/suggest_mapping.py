"""A mapping file for records of a shape that nobody here knows, judged by what stands in them."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from domain.errors import BadInput
from ingest.columns.fields import Columns
from ingest.columns.guess import judge_columns
from ingest.columns.profile import Profile
from ingest.formats.jsonl import is_keyed, list_keyed
from ingest.parsing.authors import parse_author

_DEEPEST = 4
_MOST_RECORDS, _MOST_MESSAGES = 300, 1_000
_MOST_AUTHORS = 12
_CONVERSATION = (
    "subject",
    "url",
    "page",
    "status",
    "channel",
    "tags",
    "rating",
    "spam",
    "closed_at",
)
_UNIX = re.compile(r"[1-9]\d{9}(\d{3})?(\.\d+)?")
_WORDS = 2.0
"""Least mean words of a field that may be the text."""
Path = tuple[str, ...]
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Found:
    """A list of records, and where their words are."""

    path: Path
    records: Sequence[Record]
    messages: Path | None
    """Path of the list of messages in a record; None where a record holds the text itself."""
    columns: Columns
    """Fields of the records, by dotted path."""
    inside: Columns
    """Fields of the messages."""


def suggest_mapping(document: Any, name: str) -> str:
    """A mapping file (TOML) that reads the records in a document, with the reasons as comments. No
    text of anybody is in it. `name` is the file's. Raises `BadInput` where nothing in it looks like
    what somebody wrote."""
    found = next(filter(None, (_judge(*one) for one in _iter_lists(document, ()))), None)
    if found is None:
        raise BadInput(
            f"Nothing in {name} looks like what customers wrote: no field holds words that differ "
            "from record to record."
        )
    return "\n".join(
        [*_write_head(found, name), *_write_conversation(found), *_write_message(found)]
    )


def _iter_lists(value: Any, path: Path) -> Iterator[tuple[Path, Sequence[Record]]]:
    """Lists of objects in a document, the outer ones first."""
    level = [(path, value)]
    for _ in range(_DEEPEST):
        further: list[tuple[Path, Any]] = []
        for at, here in level:
            if isinstance(here, list):
                objects = [one for one in here[:_MOST_RECORDS] if isinstance(one, dict)]
                if objects:
                    yield at, objects
            elif isinstance(here, dict):
                if is_keyed(here):
                    yield at, list_keyed(here)[:_MOST_RECORDS]
                further += [((*at, key), inside) for key, inside in here.items()]
        level = further
    if isinstance(value, dict):
        yield (), [value]


def _judge(path: Path, records: Sequence[Record]) -> _Found | None:
    """How the records of a list are read; None where nothing in them looks like a text."""
    columns = _judge_fields(records)
    lists = dict.fromkeys(
        at for record in records for at, _ in _iter_nested_lists(record, ()) if at
    )
    for inner in lists:
        messages = [
            one for record in records for at, listed in _iter_nested_lists(record, ())
            if at == inner for one in listed
        ][:_MOST_MESSAGES]  # fmt: skip
        inside = _judge_fields(messages)
        if inside.text or inside.html:
            return _Found(path, records, inner, columns, inside)
    return _Found(path, records, None, columns, Columns()) if columns.text or columns.html else None


def _iter_nested_lists(record: Any, path: Path) -> Iterator[tuple[Path, list[Record]]]:
    if len(path) > _DEEPEST or not isinstance(record, dict):
        return
    for key, value in record.items():
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            yield (*path, key), value
        elif isinstance(value, dict):
            yield from _iter_nested_lists(value, (*path, key))


def _judge_fields(records: Sequence[Record]) -> Columns:
    """Which dotted path of flat records holds which field; without a text that has no words."""
    rows = [dict(_iter_scalars(record, ())) for record in records]
    header = tuple(dict.fromkeys(name for row in rows for name in row))
    if not header:
        return Columns()
    found = judge_columns(header, [[row.get(name, "") for name in header] for row in rows])
    chosen = found.columns.to_dict()
    for field in ("text", "html"):
        if field in chosen and not _has_words(chosen[field], rows):
            del chosen[field]
    if "text" not in chosen and "html" not in chosen:
        taken = {value for key, value in chosen.items() if key != "subject"}
        wordy = [name for name in header if name not in taken and _has_words(name, rows)]
        if wordy:
            chosen["text"] = max(wordy, key=lambda name: _count_letters(name, rows))
            chosen = {key: value for key, value in chosen.items()
                      if key == "text" or value != chosen["text"]}  # fmt: skip
    if "at" not in chosen:
        taken = set(chosen.values())
        unix = (name for name in header if name not in taken and _holds_unix_times(name, rows))
        chosen.update(("at", name) for name in islice(unix, 1))
    return Columns(**chosen)


def _holds_unix_times(name: str, rows: Sequence[Mapping[str, str]]) -> bool:
    """Whether every value is seconds or milliseconds since 1970, of a year from 2001 to 2286."""
    cells = [row[name] for row in rows if row.get(name)]
    return bool(cells) and all(_UNIX.fullmatch(cell) for cell in cells) and len(set(cells)) > 1


def _iter_scalars(value: Any, path: Path) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and len(path) < _DEEPEST:
        for key, inside in value.items():
            yield from _iter_scalars(inside, (*path, key))
    elif isinstance(value, bool):
        yield ".".join(path), json.dumps(value)
    elif isinstance(value, (str, int, float)) and path:
        yield ".".join(path), str(value)


def _has_words(name: str, rows: Sequence[Mapping[str, str]]) -> bool:
    cells = [row[name] for row in rows if row.get(name)]
    words = sum(len(cell.split()) for cell in cells)
    return bool(cells) and words >= _WORDS * len(cells) and not Profile(
        name, cells, len(rows), "UTC"
    ).may_be_times  # fmt: skip


def _count_letters(name: str, rows: Sequence[Mapping[str, str]]) -> int:
    return sum(len(row.get(name, "")) for row in rows)


def _write_head(found: _Found, name: str) -> list[str]:
    where = f"the list '{'.'.join(found.path)}'" if found.path else "the file's own records"
    lines = [
        f"# Suggested for {name} from {len(found.records):,} records in {where}.",
        "# Look it over; then:",
        "# earshot parse FILE --map THIS_FILE",
    ]
    if found.path:
        lines.append(f"records = {_quote('.'.join(found.path))}")
    return lines


def _write_conversation(found: _Found) -> list[str]:
    columns = found.columns.to_dict()
    lines = ["", "[conversation]"]
    number = columns.get("conversation") or columns.get("id") or _find_identity(found)
    if number:
        lines.append(f"id = {_quote(number)}  # a value of its own in every record")
    else:
        lines.append("# id: no field tells the records apart; they are told apart by their words")
    if found.messages is not None:
        lines.append(f"messages = {_quote('.'.join(found.messages))}")
    if "at" in columns and "conversation" not in columns:
        lines.append(f"created_at = {_quote(columns['at'])}  # holds times")
    lines += [f"{key} = {_quote(columns[key])}" for key in _CONVERSATION if key in columns]
    if found.messages is None and "conversation" not in columns:
        lines += [f"{key} = {_quote(columns[key])}" for key in ("text", "html") if key in columns]
    people = {"id": columns.get("customer"), "name": columns.get("customer_name")}
    if any(people.values()) and "conversation" not in columns:
        lines += ["", "[customer]"]
        lines += [f"{key} = {_quote(path)}" for key, path in people.items() if path]
    return lines


def _write_message(found: _Found) -> list[str]:
    """How a message is read: one of a list in each record, or the record itself."""
    rows, columns = [dict(_iter_scalars(record, ())) for record in found.records], found.columns
    openings = rows[:1]
    if found.messages is not None:
        lists = [
            listed for record in found.records
            for at, listed in _iter_nested_lists(record, ()) if at == found.messages
        ]  # fmt: skip
        rows = [dict(_iter_scalars(one, ())) for listed in lists for one in listed]
        openings = [dict(_iter_scalars(listed[0], ())) for listed in lists]
        columns = found.inside
    elif not columns.conversation:
        return [""]
    chosen = columns.to_dict()
    flag = columns.inbound or columns.outbound
    author = columns.author or flag or _find_author(rows, set(chosen.values()))
    lines = ["", "[message]"]
    fields = {
        "id": columns.id, "at": columns.at, "text": columns.text, "html": columns.html,
        "author": author, "author_id": columns.customer,
        "author_name": columns.customer_name or columns.agent,
    }  # fmt: skip
    lines += [f"{key} = {_quote(path)}" for key, path in fields.items() if path]
    if author is None:
        lines.append("# author: no field tells who wrote; every message would be the customer's")
        return [*lines, ""]
    if author == flag:
        written, answered = ("true", "false") if columns.inbound else ("false", "true")
        told = [f'customer = ["{written}"]', f'agent = ["{answered}"]']
        return [*lines, "", "[authors]", *told, ""]
    return [*lines, *_write_authors(author, rows, openings)]


def _write_authors(
    author: str, rows: Sequence[Mapping[str, str]], openings: Sequence[Mapping[str, str]]
) -> list[str]:
    words = Counter(row[author] for row in rows if row.get(author))
    opening = Counter(row[author] for row in openings if row.get(author)).most_common(1)
    told: dict[str, list[str]] = {}
    known = {word: parse_author(word, {}) for word in words}
    if "customer" not in known.values() and opening:
        known[opening[0][0]] = "customer"
    for word in words:
        told.setdefault(known[word] or "agent", []).append(word)
    lines = ["", "[authors]  # who opens most conversations is taken for the customer"]
    lines += [
        f"{who} = [{', '.join(map(_quote, sorted(told[who])))}]"
        for who in ("customer", "agent", "bot", "system") if who in told
    ]  # fmt: skip
    return [*lines, ""]


def _find_author(rows: Sequence[Mapping[str, str]], taken: set[str]) -> str | None:
    """The field whose few short words repeat from message to message."""
    names = dict.fromkeys(name for row in rows for name in row if name not in taken)
    for name in names:
        cells = [row[name] for row in rows if row.get(name)]
        different = set(cells)
        if (
            len(cells) * 10 >= len(rows) * 9
            and 1 < len(different) <= min(_MOST_AUTHORS, max(2, len(cells) // 2))
            and all(len(cell.split()) <= 2 and not cell.isdigit() for cell in different)
        ):
            return name
    return None


def _find_identity(found: _Found) -> str | None:
    """A field with another short value in every record."""
    rows = [dict(_iter_scalars(record, ())) for record in found.records]
    taken = set(found.columns.to_dict().values())
    for name in rows[0] if len(rows) > 1 else ():
        cells = [row.get(name, "") for row in rows]
        if name not in taken and len(set(cells)) == len(cells) and all(
            cell and len(cell.split()) == 1 for cell in cells
        ):  # fmt: skip
            return name
    return None


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
