"""Objects in the cells of a flat table: the comments of a ticket, the messages of a chat."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from domain.conversations import Rejected
from ingest.columns.names import normalise_name
from ingest.formats.jsonl import Located
from ingest.parsing.cells import looks_like_objects, parse_cell

_TEXTS = frozenset({"text", "content", "message", "body", "html", "html_body", "body_text"})
"""Fields of which a message has one."""
_WHOLE = re.compile(r"-?[1-9]\d{0,14}|0")
_WORDS = {"true": True, "false": False, "": None, "null": None, "none": None, "nan": None}
_MOST_ROWS, _MOST_CELLS = 300, 20
"""Rows in which objects are looked for, and cells of a column that are read."""


def find_object_columns(sample: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The columns of a flat table whose cells hold objects or lists of objects."""
    rows = sample[:_MOST_ROWS]
    names = dict.fromkeys(name for row in rows for name in row)
    return tuple(name for name in names if _holds_objects(row.get(name) for row in rows))


def _holds_objects(cells: Iterable[Any]) -> bool:
    parsed = []
    for cell in cells:
        if not isinstance(cell, str) or not cell.strip():
            continue
        if not looks_like_objects(cell):
            return False
        parsed.append(parse_cell(cell))
        if len(parsed) == _MOST_CELLS:
            break
    return sum(isinstance(value, (dict, list)) for value in parsed) * 2 >= max(1, len(parsed))


def find_messages(row: Mapping[str, Any], columns: Sequence[str]) -> str | None:
    """The column of a decoded row that holds a list of messages; None for none."""
    for name in columns:
        value = row.get(name)
        listed = value if isinstance(value, list) else []
        if listed and all(isinstance(one, dict) and _TEXTS & one.keys() for one in listed[:20]):
            return name
    return None


def decode_rows(
    records: Iterator[Located | Rejected], columns: Sequence[str]
) -> Iterator[Located | Rejected]:
    """Rows with the objects that their cells hold; a cell that cannot be read is rejected, too."""
    for item in records:
        if isinstance(item, Rejected) or not isinstance(item[1], Mapping):
            yield item
            continue
        row = decode_row(item[1], columns)
        for name in columns:
            if isinstance(row.get(name), str) and row[name].strip():
                yield Rejected(f"{item[0]} {name}", "It holds no JSON that can be read.")
                row[name] = None
        yield item[0], row


def decode_row(row: Mapping[str, Any], columns: Sequence[str]) -> dict[str, Any]:
    """A row with the objects that its cells hold."""
    return {**row, **{name: parse_cell(row.get(name)) for name in columns if name in row}}


def name_fields(row: Mapping[str, Any]) -> dict[str, Any]:
    """A decoded row as a tool's API would answer it: "Requester ID" as "requester_id", numbers,
    true and false as such."""
    return {normalise_name(name).replace(" ", "_"): _read_cell(cell) for name, cell in row.items()}


def _read_cell(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    plain = cell.strip()
    if len(plain) < 6 and plain.casefold() in _WORDS:
        return _WORDS[plain.casefold()]
    return int(plain) if _WHOLE.fullmatch(plain[:20]) else cell
