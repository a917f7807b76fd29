"""Tables known by the names of their columns (`known_tables.toml`): a row to a native object.

Rows of flat JSON count as rows, too: a scraper's list of reviews is such a table.
"""

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from ingest.columns.names import normalise_name
from ingest.parsing.cells import parse_cell
from ingest.parsing.date_order import classify_order
from ingest.parsing.fields import YES
from ingest.parsing.mapping import get_at_path
from ingest.readers.interface import Native, Options, Record, to_body

_AGAIN = re.compile(r" (?:\(\d{1,4}\)|\d{1,4})$")
"""What tells columns of one name apart: "Comment (2)", and "Comment.2" as data frames do."""
_EMPTY: tuple[Any, ...] = (None, "", [], {})
Row = dict[str, Any]
"""A row by normalised names of columns."""


@dataclass(frozen=True, slots=True)
class KnownTable:
    """A table that is known by the names of its columns."""

    name: str
    """Of the tool: the source of its conversations."""
    title: str
    """For people: "Jira issues"."""
    layout: Mapping[str, Any]
    """Its entry in `known_tables.toml`."""

    @property
    def links_replies(self) -> bool:
        """Whether a row is one message that names the message it replies to."""
        return "reply_to" in self.layout

    def matches(self, columns: Collection[str]) -> bool:
        """Whether a table of these columns is one of these."""
        names = set(map(_normalise, columns))
        return all(not names.isdisjoint(_list_names(mark)) for mark in self.layout["marks"])

    def to_native(self, record: Record, options: Options) -> Native:
        """A row as a native object."""
        layout, row = self.layout, {_normalise(name): value for name, value in record.items()}
        fields = ("id", "subject", "status", "rating", "url", "created_at", "closed_at", "reply_to")
        native = {field: _pick(row, layout[field]) for field in fields if field in layout}
        if "id_pattern" in layout:
            found = re.search(layout["id_pattern"], str(native["id"] or "")[:2_000])
            native["id"] = found and found[1]
        native["channel"] = layout.get("channel")
        if "channel_column" in layout:
            native["channel"] = _pick(row, layout["channel_column"])
        native["tags"] = [tag for names in layout.get("tags", ()) for tag in _pick_all(row, names)]
        customer = {name: _pick(row, path) for name, path in layout.get("customer", {}).items()}
        native["customer"] = {name: value for name, value in customer.items() if value is not None}
        native["messages"] = [
            *(_build_message(row, message) for message in layout["messages"]),
            *self._read_log(row, options),
        ]
        native["messages"] = [one for one in native["messages"] if one.get("text", one.get("html"))]
        if _is_open_twice(native):  # the times of messages may prove its order
            native["created_at"] = None
        return {name: value for name, value in native.items() if value is not None}

    def _read_log(self, row: Row, options: Options) -> Iterator[Native]:
        """Messages of cells such as "12/May/26 2:48 PM;mara;Which version?"."""
        people = [_pick(row, path) for path in self.layout.get("log_customers", ())]
        customers = {str(name).strip().casefold() for name in people if name is not None}
        for number, cell in enumerate(_pick_all(row, self.layout.get("log", "")), 1):
            at, person, text = [*str(cell).split(";", 2), "", ""][:3]
            is_customer = person.strip().casefold() in customers and not options.is_agent(person)
            yield to_body(text.strip()) | {
                "id": f"comment-{number}",
                "at": at,
                "author": "customer" if is_customer else "agent",
                "author_id": person,
                "author_name": person,
            }


def detect_known_table(columns: Collection[str]) -> KnownTable | None:
    """The known table that has these columns; None for none."""
    return next((table for table in KNOWN_TABLES if table.matches(columns)), None)


def _is_open_twice(native: Native) -> bool:
    """Whether a conversation and its first message have one time whose day may be the month."""
    made = native.get("created_at")
    first = native["messages"][0].get("at") if native["messages"] else None
    return isinstance(made, str) and made == first and classify_order(made.strip()) == "open"


def _build_message(row: Row, layout: Mapping[str, str]) -> Native:
    """A message of a row, without a text where the row has none."""
    author = layout.get("author")
    if author is None:
        flag = str(_pick(row, layout["author_flag"])).strip().casefold()
        author = "customer" if flag in YES else "agent"
    number = layout["id"] if "id" in layout else _pick(row, layout["id_column"])
    message = to_body(_pick(row, layout["text"])) | {"id": number, "author": author}
    for field in ("at", "author_id"):
        if field in layout:
            message[field] = _pick(row, layout[field])
    return message


def _pick(row: Row, names: str) -> Any:
    """The first value that is not empty in a column of one of the names ("a|b"), or inside an
    object in its cell ("a.b"); None for none."""
    for plain, name in _split_names(names):
        value = row.get(plain)
        if value in _EMPTY and "." in name:
            column, *path = name.split(".")
            value = get_at_path(parse_cell(row.get(_normalise(column))), tuple(path))
        if value not in _EMPTY:
            return value
    return None


def _pick_all(row: Row, names: str) -> list[Any]:
    """The values of all columns of a name: a tool gives a column to each label and comment."""
    wanted = _list_names(names)
    return [
        value
        for name, value in row.items()
        if value not in _EMPTY and _AGAIN.sub("", name) in wanted
    ]


@lru_cache(maxsize=10_000)
def _normalise(name: str) -> str:
    return normalise_name(name[:200])


@lru_cache(maxsize=1_000)
def _split_names(names: str) -> tuple[tuple[str, str], ...]:
    """Each name of a column, normalised and as it is written."""
    return tuple((_normalise(name), name) for name in names.split("|"))


@lru_cache(maxsize=1_000)
def _list_names(names: str) -> frozenset[str]:
    return frozenset(map(_normalise, filter(None, names.split("|"))))


def _load_tables() -> tuple[KnownTable, ...]:
    text = resources.files("ingest.readers").joinpath("known_tables.toml").read_text("utf-8")
    return tuple(
        KnownTable(layout["reader"], layout["title"], _write_out(layout, layout.get("names", {})))
        for layout in tomllib.loads(text).values()
    )


def _write_out(value: Any, names: Mapping[str, str]) -> Any:
    """A layout with "@key" replaced by the names that it stands for."""
    if isinstance(value, dict):
        return {key: _write_out(inside, names) for key, inside in value.items()}
    if isinstance(value, list):
        return [_write_out(inside, names) for inside in value]
    return re.sub(r"@(\w{1,40})", lambda found: names[found[1]], value)


KNOWN_TABLES = _load_tables()
"""All known tables, in the order in which they are tried."""
