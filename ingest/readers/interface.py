"""Interface of the readers of tools' JSON, and what they share: fields by dotted path,
bodies, messages of chats."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from domain.errors import BadInput
from ingest.parsing.html import to_text
from ingest.parsing.mapping import get_at_path

Record = Mapping[str, Any]
Native = dict[str, Any]
UNDOCUMENTED = (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError)
"""Errors of a reader on an object of another shape than its tool documents."""
_HTML = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|em|strong|ul|ol|li|h[1-6]|img|blockquote|table|tbody|tr|td|th|"
    r"pre|code|html|body|head|font|center|hr|style|meta|section|article|figure|o:p)"
    r"(?:\s[^<>]*)?/?>|&(?:amp|lt|gt|nbsp|quot|#\d{2,5}|#x[0-9a-f]{2,5});",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Options:
    """What a person specifies about a file, for the readers that need it."""

    timezone: str = "UTC"
    """IANA zone of times that name none."""
    agents: frozenset[str] = frozenset()
    """Casefolded ids, names, addresses or domains of the support team."""
    zoneless: Counter[str] = field(default_factory=Counter)
    """By zone, the times read so far that name none."""

    def is_agent(self, *names: object) -> bool:
        """Whether one of the names, ids or addresses belongs to the support team."""
        return any(
            known in self.agents
            for name in names
            if isinstance(name, (str, int))
            for known in _iter_spellings(str(name))
        )


@dataclass(frozen=True, slots=True)
class JsonReader:
    """Detection and reading of one tool's JSON."""

    name: str
    """Of the tool; also the source of its conversations, unless a person names another."""
    title: str
    """For people: "Intercom conversations"."""
    matches: Callable[[Record], bool]
    """Whether an object (a conversation, a page of them, an event) is this tool's."""
    read_conversations: Callable[[Record, Options], Iterable[Native]]
    """The conversations of such an object, in the native format."""
    is_partial: bool = False
    """Whether an object may be a part of a conversation, such as one message."""
    wrap_key: str | None = None
    """Field under which a list of fragments makes one object; None where there are no fragments."""
    is_fragment: Callable[[Record], bool] = lambda _item: False
    """Whether an object is such a fragment."""

    def accepts(self, value: Any) -> bool:
        """Whether a value is an object of this tool; never raises."""
        try:
            return isinstance(value, Mapping) and self.matches(value)
        except (*UNDOCUMENTED, RecursionError):
            return False


@dataclass(frozen=True, slots=True)
class TextReader:
    """Detection and reading of one kind of plain text."""

    title: str
    """For people: "WhatsApp chat"."""
    name: str | None
    """Of the source; None where a file's name names it."""
    matches: Callable[[str, Options], bool]
    """Whether the head of a text is of this kind."""
    read_conversations: Callable[[list[str], str, Options], Iterable[Native]]
    """The conversations of a text's lines and its file's name, in the native format."""


class NoConversation(BadInput):
    """An object of a tool holds no conversation; the message is the reason."""


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """A message of a chat with many participants, not yet assigned to a session."""

    id: str
    author_id: str
    """Id of whoever wrote it."""
    at: float
    """Unix seconds."""
    customer: bool
    """Whether a customer wrote it."""
    native: Native = field(default_factory=dict)
    """The message in the native format."""
    reply_to: str | None = None
    """Id of the message it replies to."""
    is_post: bool = False
    """Whether it is the room's own, such as a post of the channel above a discussion."""


def pick(item: Any, paths: str) -> Any:
    """The first non-empty value at one of several dotted paths ("a.b|c"); None for none."""
    for path in paths.split("|"):
        value = get_at_path(item, tuple(path.split("."))) if isinstance(item, Mapping) else None
        if value not in (None, "", [], {}):
            return value
    return None


def pick_fields(item: Any, **paths: str) -> Native:
    """A native object whose fields come from dotted paths; empty ones are left out."""
    found = {name: pick(item, path) for name, path in paths.items()}
    return {name: value for name, value in found.items() if value is not None}


def pick_objects(item: Any, path: str) -> list[Any]:
    """The objects of a list at a path; an empty list where there is none."""
    value = pick(item, path)
    return (
        [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []
    )


def pick_texts(item: Any, path: str) -> list[str]:
    """The short texts of a list at a path, numbers as they are written."""
    value = pick(item, path)
    value = value if isinstance(value, list) else [value]
    return [
        str(entry)
        for entry in value
        if isinstance(entry, (str, int)) and not isinstance(entry, bool)
    ]


def is_object(value: Any) -> TypeGuard[Record]:
    """Whether a value is a JSON object."""
    return isinstance(value, Mapping)


def pick_object(item: Any, name: str) -> Record:
    """The object in a field; an empty one where there is none."""
    value = item.get(name) if isinstance(item, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def to_body(value: Any) -> Native:
    """The body of a message as `html` or `text`, for tools that send either in one field."""
    if not isinstance(value, str):
        return {"text": value}
    return {"html": value} if is_html(value) else {"text": value}


def to_plain_text(value: Any) -> Any:
    """A short field, such as a subject, as plain text where it is HTML."""
    return to_text(value) if isinstance(value, str) and is_html(value) else value


def is_html(text: str) -> bool:
    """Whether a text has tags or entities as mail and chat programs write them."""
    return bool(_HTML.search(text[:20_000]))


def pick_person_names(item: Any, paths: str = "name") -> str | None:
    """All names of a person in an object, one a line; they serve only to mask texts."""
    found = [pick(item, path) for path in paths.split("|")]
    return "\n".join(dict.fromkeys(str(name) for name in found if isinstance(name, str))) or None


def _iter_spellings(name: str) -> Iterator[str]:
    plain = name.strip().casefold()
    yield plain
    if "@" in plain:
        domain = plain.rsplit("@", 1)[1]
        yield domain
        yield f"@{domain}"
