"""What the readers of vendors' JSON share: fields by dotted path, bodies, and what a reader is."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from domain.errors import BadInput
from ingest.parsing.html import to_text
from ingest.parsing.mapping import get_at_path

Record = Mapping[str, Any]
Native = dict[str, Any]
UNDOCUMENTED = (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError)
"""What a reader meets in an object that is not shaped as its tool's documentation says."""
_HTML = re.compile(
    r"</?(?:p|br|div|span|a|b|i|u|em|strong|ul|ol|li|h[1-6]|img|blockquote|table|tbody|tr|td|th|"
    r"pre|code|html|body|head|font|center|hr|style|meta|section|article|figure|o:p)"
    r"(?:\s[^<>]*)?/?>|&(?:amp|lt|gt|nbsp|quot|#\d{2,5}|#x[0-9a-f]{2,5});",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Options:
    """What a person says about a file, for the readers that need it."""

    timezone: str = "UTC"
    """IANA zone of times that name none."""
    agents: frozenset[str] = frozenset()
    """Casefolded ids, names, addresses or domains of the support team."""

    def is_agent(self, *names: object) -> bool:
        """Whether one of the names, ids or addresses is the team's."""
        return any(
            known in self.agents
            for name in names
            if isinstance(name, (str, int))
            for known in _iter_spellings(str(name))
        )


@dataclass(frozen=True, slots=True)
class JsonReader:
    """How one tool's JSON is told from others, and read."""

    name: str
    """Of the tool; also the source of what it brings, unless a person names another."""
    title: str
    """For people: "Intercom conversations"."""
    matches: Callable[[Record], bool]
    """Whether an object (a conversation, a page of them, an event) is this tool's."""
    read_conversations: Callable[[Record, Options], Iterable[Native]]
    """The conversations of such an object, in the native format."""
    is_partial: bool = False
    """Whether an object tells only a part of a conversation, such as one message."""
    wrap_key: str | None = None
    """Where a list of small objects makes one: the field it is given under."""
    is_fragment: Callable[[Record], bool] = lambda _item: False
    """Whether an object is such a small one."""

    def accepts(self, value: Any) -> bool:
        """Whether a value is an object of this tool, whatever stands in it."""
        try:
            return isinstance(value, Mapping) and self.matches(value)
        except UNDOCUMENTED:
            return False


class NoConversation(BadInput):
    """An object of a tool that holds no conversation; its message is the reason."""


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """A message in a room where many people speak, before it is known which talk it is part of."""

    id: str
    who: str
    """Id of the speaker."""
    at: float
    """Unix seconds."""
    customer: bool
    native: Native = field(default_factory=dict)
    """The message in the native format."""
    reply_to: str | None = None


def pick(item: Any, paths: str) -> Any:
    """The first of several dotted paths ("a.b|c") that says something; None for none."""
    for path in paths.split("|"):
        value = get_at_path(item, tuple(path.split("."))) if isinstance(item, Mapping) else None
        if value not in (None, "", [], {}):
            return value
    return None


def pick_fields(item: Any, **paths: str) -> Native:
    """A native object whose fields come from dotted paths; what is not said is left out."""
    found = {name: pick(item, path) for name, path in paths.items()}
    return {name: value for name, value in found.items() if value is not None}


def pick_objects(item: Any, path: str) -> list[Any]:
    """The objects of a list at a path; an empty list for anything else."""
    value = pick(item, path)
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def pick_texts(item: Any, path: str) -> list[str]:
    """The short texts of a list at a path, numbers as they are written."""
    value = pick(item, path)
    value = value if isinstance(value, list) else [value]
    return [str(one) for one in value if isinstance(one, (str, int)) and not isinstance(one, bool)]


def is_object(value: Any) -> TypeGuard[Record]:
    """Whether a value is a JSON object."""
    return isinstance(value, Mapping)


def pick_object(item: Any, name: str) -> Record:
    """The object a field holds; an empty one for anything else."""
    value = item.get(name) if isinstance(item, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def to_body(value: Any) -> Native:
    """A body that a tool gives as HTML or as plain text, whichever it is today."""
    if not isinstance(value, str):
        return {"text": value}
    return {"html": value} if is_html(value) else {"text": value}


def to_plain_text(value: Any) -> Any:
    """A short field, such as a subject, that a tool may give as HTML."""
    return to_text(value) if isinstance(value, str) and is_html(value) else value


def is_html(text: str) -> bool:
    """Whether a text has tags or entities that mail and chat programs write."""
    return bool(_HTML.search(text[:20_000]))


def pick_person_names(item: Any, paths: str = "name") -> str | None:
    """Every name by which an object calls a person, a line each; they are only masked."""
    found = [pick(item, path) for path in paths.split("|")]
    return "\n".join(dict.fromkeys(str(name) for name in found if isinstance(name, str))) or None


def split_sessions(
    messages: Iterable[ChatMessage], gap: float, *, threaded: bool = False
) -> Iterator[list[ChatMessage]]:
    """The talks of a room: a reply belongs to what it answers; a customer's next message to their
    last talk, an agent's to the newest one, unless nobody spoke in it for `gap` seconds.

    `threaded`: replies always say what they answer, so that only one's own next message follows.
    """
    talks: list[list[ChatMessage]] = []
    of_message: dict[str, int] = {}
    of_person: dict[str, int] = {}
    for message in messages:
        answered = of_message.get(message.reply_to) if message.reply_to else None
        place = answered if answered is not None else of_person.get(message.who)
        if place is None and not message.customer and talks and not threaded:
            place = len(talks) - 1
        if place is None or (answered is None and message.at - talks[place][-1].at > gap):
            place = len(talks)
            talks.append([])
        talks[place].append(message)
        of_message[message.id] = place
        if message.reply_to:
            of_message.setdefault(message.reply_to, place)
        if answered is None or not threaded:
            of_person[message.who] = place
    yield from talks


def _iter_spellings(name: str) -> Iterator[str]:
    plain = name.strip().casefold()
    yield plain
    if "@" in plain:
        domain = plain.rsplit("@", 1)[1]
        yield domain
        yield f"@{domain}"
