"""The native format: an object to a `Conversation`, and what was rejected of it.

A bad field is left out and rejected, and so is a message without a valid author or text. A
conversation is rejected as a whole only where nothing valid remains.
"""

from collections.abc import Mapping
from typing import Any

from domain.conversations import Agent, Author, Conversation, Customer, Message, Rejected
from ingest.columns.profile import list_leaves
from ingest.parsing.authors import normalise_message_fields, parse_author
from ingest.parsing.fields import YES, Context, FieldReader, strip_control_chars
from ingest.parsing.html import to_readable_text, to_text

_CUSTOMER = {"id", "name", "first_name", "last_name", "full_name", "plan", "country"}
_ID_ALIASES = (
    "conversation_id",
    "conversationId",
    "chat_id",
    "dialog_id",
    "thread_id",
    "session_id",
)
_NOTE_FLAGS = ("internal", "private", "is_private", "is_internal", "note", "is_note")
"""Fields that are true of what no customer saw."""
_PEOPLE = ("author_id", "author_name", "from", "sender", "user", "user_id", "email", "name")
"""Fields of a message that name who wrote it."""
_MAX_BODY = 2_000_000
"""Most characters of one message."""
OPENING = "opening"
"""Id of the message outside the list, where the conversation has an id: an edited text then
replaces the old one."""


def build_conversation(
    record: Any, place: str, context: Context
) -> tuple[Conversation | None, list[Rejected]]:
    """A conversation from a native object, and what was rejected of it.

    None only where nothing can be kept; then at least one `Rejected` has the reason.
    """
    rejected: list[Rejected] = []
    if not isinstance(record, Mapping):
        return None, [Rejected(place, "This is no object; a conversation is an object.")]
    fields = FieldReader(_normalise_id(record), place, context, rejected)
    messages, people = _read_messages(fields)
    identity = fields.read_text("id")
    if identity is None and not any(message.text for message in messages):
        if not rejected:
            rejected.append(Rejected(place, "A conversation needs an id or a text."))
        return None, rejected
    if not messages and _has_only_bad_messages(record, rejected, place):
        return None, rejected
    return _read_conversation(fields, identity, messages, people), rejected


def _normalise_id(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """A record with "conversation_id" or another alias, as in chat logs, renamed to "id"."""
    named = (
        None
        if "id" in record
        else next((alias for alias in _ID_ALIASES if record.get(alias)), None)
    )
    return {**record, "id": record[named]} if named and "messages" in record else record


def _has_only_bad_messages(record: Mapping[str, Any], rejected: list[Rejected], place: str) -> bool:
    listed = record.get("messages")
    return bool(listed) and any(item.place.startswith(f"{place} messages") for item in rejected)


def _read_conversation(
    fields: FieldReader, identity: str | None, messages: list[Message], people: "_CustomerCollector"
) -> Conversation:
    context = fields.context
    source = None if context.forced else fields.read_text("source")
    return Conversation(
        source=source or context.source,
        messages=tuple(messages),
        id=identity,
        channel=fields.read_text("channel"),
        subject=_read_subject(fields),
        url=fields.read_text("url"),
        page=fields.read_text("page"),
        status=fields.read_text("status"),
        created_at=fields.read_time("created_at"),
        closed_at=fields.read_time("closed_at"),
        spam=fields.read_flag("spam"),
        customer=_read_customer(fields, people),
        tags=fields.read_list("tags"),
        rating=fields.read_rating("rating"),
        place=fields.place,
    )


class _CustomerCollector:
    """The customer's id and names as given in messages, for conversations that lack them."""

    def __init__(self) -> None:
        self.id: str | None = None
        self.names: dict[str, None] = {}

    def add(self, author: Author, identity: str | None, name: str | None) -> None:
        if author == "customer":
            self.id = self.id or identity
            if name:
                self.names[name] = None


def _read_customer(fields: FieldReader, people: "_CustomerCollector") -> Customer:
    """The customer. Several names stand one a line; they serve only to mask texts."""
    inner = fields.read_object("customer", "id")
    parts = [inner.read_text(part) for part in ("first_name", "last_name")]
    names = [
        inner.read_text("name"),
        inner.read_text("full_name"),
        " ".join(filter(None, parts)),
        *people.names,
    ]
    return Customer(
        id=inner.read_text("id") or people.id,
        name="\n".join(dict.fromkeys(name for name in names if name)) or None,
        plan=inner.read_text("plan"),
        country=inner.read_text("country"),
        attributes=_read_attributes(inner),
    )


def _read_attributes(inner: FieldReader) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for name, value in inner.data.items():
        if name in _CUSTOMER:
            continue
        if isinstance(value, bool):
            found[strip_control_chars(name)] = str(value).lower()
        elif isinstance(value, Mapping):
            nested = FieldReader(
                value, inner.place, inner.context, inner.rejected, f"{inner.prefix}{name}."
            )
            found.update((f"{name}.{key}", text) for key, text in _flatten_object(nested))
        elif (text := inner.read_text(name)) is not None:
            found[strip_control_chars(name)] = text
    return tuple(sorted(found.items()))


def _flatten_object(nested: FieldReader) -> list[tuple[str, str]]:
    pairs = ((strip_control_chars(str(key)), nested.read_text(key)) for key in nested.data)
    return [(key, text) for key, text in pairs if text is not None]


def _read_messages(fields: FieldReader) -> tuple[list[Message], _CustomerCollector]:
    listed = fields.data.get("messages") or []
    if not isinstance(listed, (list, tuple)):
        fields.reject("messages", "It is no list; a list of message objects is needed.")
        listed = []
    listed = normalise_message_fields(listed)
    people, messages = _CustomerCollector(), _read_opening(fields)
    no_authors = not any(isinstance(item, Mapping) and item.get("author") for item in listed)
    for number, item in enumerate(listed):
        message = _read_message(fields, item, number, len(messages), no_authors, people)
        if message is not None:
            messages.append(message)
    if _is_opening_repeated(messages, fields):
        messages = messages[1:]
    return messages, people


def _read_opening(fields: FieldReader) -> list[Message]:
    """The customer's first message: the text outside the list of messages."""
    text = _read_body(fields)
    if not text:
        return []
    identity = OPENING if fields.data.get("id") not in (None, "") else None
    at = fields.read_time("at") if fields.data.get("at") else None
    return [Message(author="customer", text=text, id=identity, at=at or _read_created_at(fields))]


def _read_created_at(fields: FieldReader) -> Any:
    """`created_at` as the opening's time; an error in it is rejected with the conversation."""
    return FieldReader(fields.data, fields.place, fields.context, []).read_time("created_at")


def _is_opening_repeated(messages: list[Message], fields: FieldReader) -> bool:
    """Whether the list repeats the opening text, as ticket systems do."""
    if not fields.data.get("messages") or len(messages) < 2 or not _read_body(fields):
        return False
    return any(
        message.author == "customer" and message.text == messages[0].text
        for message in messages[1:]
    )


def _read_message(
    fields: FieldReader,
    item: Any,
    number: int,
    position: int,
    no_authors: bool,
    people: "_CustomerCollector",
) -> Message | None:
    prefix = f"messages[{number}]"
    if not isinstance(item, Mapping):
        fields.reject(prefix, "It is no object; a message is an object.")
        return None
    inner = FieldReader(item, fields.place, fields.context, fields.rejected, f"{prefix}.")
    author, before = _read_author(inner, no_authors), len(fields.rejected)
    # A message deleted at the source keeps its place and loses its text.
    text = "" if inner.read_flag("deleted") else _read_body(inner)
    if author is None or (not text and len(fields.rejected) > before):
        return None
    public = inner.read_flag("public")
    if public is None:
        public = not any(_is_marked(item.get(name)) for name in _NOTE_FLAGS)
    identity, name = inner.read_text("author_id"), inner.read_text("author_name")
    people.add(author, identity, name)
    agent = _read_agent(inner, identity, name) if author != "customer" else None
    return Message(
        author=author,
        text=text,
        id=inner.read_text("id"),
        at=inner.read_time("at"),
        agent=agent,
        public=public is not False,
        position=position,
    )


def _read_author(inner: FieldReader, no_authors: bool) -> Author | None:
    word = inner.read_text("author")
    if word is None:
        if inner.data.get("agent"):
            return "agent"
        if no_authors and not inner.data.get("author"):
            return "agent" if _names_agent(inner) else "customer"
        inner.reject("author", "It does not say who wrote it: customer, agent, bot or system.")
        return None
    author = parse_author(word, inner.context.authors)
    if author is None:
        inner.reject(
            "author",
            "The word for the author is not known. Use customer, agent, bot or system, or name "
            "the word under [authors] in a mapping file.",
        )
    return author


def _names_agent(inner: FieldReader) -> bool:
    """Whether a message without an author names somebody whom a person named as of the team."""
    is_agent = inner.context.is_agent
    return is_agent is not None and any(
        is_agent(leaf) for name in _PEOPLE for leaf in list_leaves(inner.data.get(name))
    )


def _read_agent(inner: FieldReader, identity: str | None, name: str | None) -> Agent | None:
    found = inner.read_object("agent", "name")
    agent = Agent(
        found.read_text("id") or identity, found.read_text("name") or name, found.read_text("group")
    )
    return agent if agent != Agent() else None


def _is_marked(value: object) -> bool:
    return isinstance(value, (str, int)) and str(value).strip().casefold() in YES


def _read_subject(fields: FieldReader) -> str | None:
    subject = fields.read_text("subject")
    return to_readable_text(subject) if subject and fields.context.markup else subject


def _read_body(fields: FieldReader) -> str:
    """The text of an object: `text`, else `html` as plain text."""
    text = fields.read_text("text", _MAX_BODY)
    if text is not None:
        return strip_control_chars(to_readable_text(text)) if fields.context.markup else text
    html = fields.read_text("html", _MAX_BODY)
    return strip_control_chars(to_text(html)) if html else ""
