"""Mapping files: dotted paths into foreign records for each field of the native object."""

import re
import tomllib
from collections.abc import Mapping as Record
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.conversations import Author
from domain.errors import BadInput
from ingest.parsing.times import load_timezone

_CONVERSATION = {
    "id", "channel", "subject", "url", "page", "status", "created_at", "closed_at", "spam",
    "tags", "rating", "text", "html", "messages",
}  # fmt: skip
_MESSAGE = {
    "id", "at", "author", "author_id", "author_name", "agent_id", "agent_name", "agent_group",
    "public", "text", "html",
}  # fmt: skip
_TOP = {"source", "timezone", "time_format", "records", "conversation", "customer", "message",
        "authors"}  # fmt: skip
_IDENTIFYING = {"id", "text", "html", "messages"}
_AUTHORS: tuple[Author, ...] = ("customer", "agent", "bot", "system")
_HOLE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class FieldSource:
    """Where a field comes from: a path, a template with paths in braces, or a constant."""

    path: tuple[str, ...] = ()
    template: str = ""
    constant: Any = None

    def resolve(self, record: Record[str, Any]) -> Any:
        """The value in a record; None where a path leads nowhere."""
        if self.path:
            return get_at_path(record, self.path)
        if not self.template:
            return self.constant
        holes = {
            hole: get_at_path(record, _parse_path(hole)) for hole in _HOLE.findall(self.template)
        }
        if any(value is None or isinstance(value, (list, dict)) for value in holes.values()):
            return None
        return _HOLE.sub(lambda hole: str(holes[hole[1]]), self.template)


Section = tuple[tuple[str, FieldSource], ...]


@dataclass(frozen=True, slots=True)
class FieldMapping:
    """A parsed mapping file. `to_native` applies it to one record."""

    name: str
    """The file's name without its ending."""
    conversation: Section
    customer: Section = ()
    message: Section = ()
    authors: tuple[tuple[str, Author], ...] = ()
    """(casefolded word, author it stands for)."""
    source: str | None = None
    timezone: str | None = None
    time_format: str | None = None
    records: tuple[str, ...] = ()
    """Path of the list of records in a JSON document; empty: detected."""

    def matches(self, record: Record[str, Any]) -> bool:
        """Whether a record has a value for an identifying field (id, text, html, messages)."""
        return any(
            source.resolve(record) not in (None, [], "")
            for name, source in self.conversation
            if name in _IDENTIFYING
        )

    @property
    def row_is_message(self) -> bool:
        """Whether a record is one message, to be joined with others of its conversation."""
        fields = dict(self.conversation)
        return bool(self.message) and "messages" not in fields and "id" in fields

    def list_names(self) -> frozenset[str]:
        """The fields of a flat record that the mapping leads to."""
        sources = [value for section in (self.conversation, self.customer, self.message)
                   for _, value in section]  # fmt: skip
        holes = (hole for source in sources for hole in _HOLE.findall(source.template))
        return frozenset((*(".".join(source.path) for source in sources if source.path), *holes))

    def to_native(self, record: Record[str, Any]) -> dict[str, Any]:
        """The record as a native object."""
        fields = {name: value.resolve(record) for name, value in self.conversation}
        if self.customer:
            fields["customer"] = {name: value.resolve(record) for name, value in self.customer}
        if self.message:
            listed = fields.get("messages") if "messages" in fields else [record]
            fields["messages"] = self._convert_messages(listed)
        return fields

    def _convert_messages(self, listed: Any) -> Any:
        if not isinstance(listed, list):
            return listed
        return [
            self._convert_message(item) if isinstance(item, Record) else item for item in listed
        ]

    def _convert_message(self, item: Record[str, Any]) -> dict[str, Any]:
        fields = {name: value.resolve(item) for name, value in self.message}
        if isinstance(fields.get("author"), bool):  # an inbound flag; [authors] says what it means
            fields["author"] = "true" if fields["author"] else "false"
        agent = {name: fields.pop(f"agent_{name}", None) for name in ("id", "name", "group")}
        if any(agent.values()):
            fields["agent"] = agent
        return fields


def load_mapping(path: Path) -> FieldMapping:
    """Read a mapping file (TOML). Raises `BadInput` that names the wrong key or value."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadInput(f"{path} cannot be opened: {error.strerror or error}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{path.name} is not valid TOML: {error}.") from None
    return _MappingParser(path.name).parse(path.stem, document)


def get_at_path(record: Any, path: tuple[str, ...]) -> Any:
    """The value at a path; None where it leads nowhere.

    In a list, a number picks an item and any other step collects from all items. A key with dots
    in it is looked up by its whole name first.
    """
    whole = ".".join(path)
    if isinstance(record, Record) and whole in record:
        return record[whole]
    for depth, step in enumerate(path):
        if not step:
            continue
        if isinstance(record, list) and not step.isdigit():
            return _collect_at_path(record, path[depth:])
        record = _get_step(record, step)
        if record is None:
            return None
    return record


def _get_step(record: Any, step: str) -> Any:
    if isinstance(record, Record):
        return record.get(step)
    if isinstance(record, list):
        return record[int(step)] if int(step) < len(record) else None
    return None


def _collect_at_path(items: list[Any], path: tuple[str, ...]) -> list[Any]:
    found: list[Any] = []
    for item in items:
        value = get_at_path(item, path)
        found.extend(value if isinstance(value, list) else [] if value is None else [value])
    return found


def _parse_path(dotted: str) -> tuple[str, ...]:
    return tuple(step.removesuffix("[]") for step in dotted.split(".")) if dotted else ()


class _MappingParser:
    """Validating parser of a mapping file."""

    def __init__(self, name: str) -> None:
        self.name = name

    def parse(self, stem: str, document: dict[str, Any]) -> FieldMapping:
        self._check_known("", document, _TOP)
        if document.get("timezone"):
            load_timezone(self._parse_text(document, "timezone") or "")
        conversation = self._parse_section(document, "conversation", _CONVERSATION)
        if not _IDENTIFYING & dict(conversation).keys():
            message = self._parse_section(document, "message", _MESSAGE)
            if not {"text", "html"} & dict(message).keys():
                raise BadInput(f"{self.name}: [conversation] names no id, text, html or messages.")
        return FieldMapping(
            name=stem,
            conversation=conversation,
            customer=self._parse_section(document, "customer", None),
            message=self._parse_section(document, "message", _MESSAGE),
            authors=self._parse_authors(document),
            source=self._parse_text(document, "source"),
            timezone=self._parse_text(document, "timezone"),
            time_format=self._parse_text(document, "time_format"),
            records=_parse_path(self._parse_text(document, "records") or ""),
        )

    def _parse_section(
        self, document: dict[str, Any], name: str, allowed: set[str] | None
    ) -> Section:
        table = document.get(name, {})
        if not isinstance(table, dict):
            raise BadInput(f"{self.name}: {name} must be a table, [{name}].")
        if allowed is not None:
            self._check_known(f"[{name}] ", table, allowed)
        return tuple(
            (field, self._parse_value(f"[{name}] {field}", value)) for field, value in table.items()
        )

    def _parse_value(self, where: str, value: Any) -> FieldSource:
        if isinstance(value, dict) and value.keys() == {"value"}:
            return FieldSource(constant=value["value"])
        if not isinstance(value, str) or not value:
            raise BadInput(
                f'{self.name}: {where} must be a path such as "data.id", a template such as '
                '"https://help.example/{id}", or a constant, { value = "chat" }.'
            )
        return (
            FieldSource(template=value)
            if _HOLE.search(value)
            else FieldSource(path=_parse_path(value))
        )

    def _parse_authors(self, document: dict[str, Any]) -> tuple[tuple[str, Author], ...]:
        table = document.get("authors", {})
        self._check_known("[authors] ", table, set(_AUTHORS))
        pairs: list[tuple[str, Author]] = []
        for author in _AUTHORS:
            words = table.get(author, [])
            if not isinstance(words, list):
                raise BadInput(f"{self.name}: [authors] {author} must be a list of words.")
            pairs.extend((str(word).strip().casefold(), author) for word in words)
        return tuple(pairs)

    def _parse_text(self, table: dict[str, Any], name: str) -> str | None:
        value = table.get(name)
        if value is not None and not isinstance(value, str):
            raise BadInput(f"{self.name}: {name} must be a text.")
        return value

    def _check_known(self, where: str, table: Any, allowed: set[str]) -> None:
        unknown = sorted(set(table) - allowed)
        if unknown:
            raise BadInput(
                f"{self.name}: {where}'{unknown[0]}' is not known. "
                f"Known are {', '.join(sorted(allowed))}."
            )
