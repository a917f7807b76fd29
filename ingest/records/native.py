"""The native format: one object to a `Conversation`, with what was wrong in it beside.

A bad field is left out and reported; a message whose author or text cannot be understood is left
out and reported; a conversation is rejected as a whole only when nothing good remains.
"""

from collections.abc import Mapping
from typing import Any

from domain.conversations import Agent, Author, Conversation, Customer, Message, Rejected
from ingest.parsing.authors import author_of, in_our_words
from ingest.parsing.fields import Context, Fields, clean
from ingest.parsing.html import to_text

_CUSTOMER = {"id", "name", "first_name", "last_name", "full_name", "plan", "country"}
_IDS = ("conversation_id", "conversationId", "chat_id", "dialog_id", "thread_id", "session_id")
_BODY = 2_000_000
"""Most characters of one message."""
OPENING = "opening"
"""Id of the message that stands outside the list, in a conversation that has an id: an edited
text then replaces the old one."""


def build(record: Any, place: str, context: Context) -> tuple[Conversation | None, list[Rejected]]:
    """A conversation from a native object, and what could not be read of it.

    None only where nothing can be kept; then at least one `Rejected` says why.
    """
    rejected: list[Rejected] = []
    if not isinstance(record, Mapping):
        return None, [Rejected(place, "This is no object; a conversation is an object.")]
    fields = Fields(_identified(record), place, context, rejected)
    messages, people = _messages(fields)
    identity = fields.text("id")
    if identity is None and not any(message.text for message in messages):
        if not rejected:
            rejected.append(Rejected(place, "A conversation needs an id or a text."))
        return None, rejected
    if not messages and _only_bad_messages(record, rejected, place):
        return None, rejected
    return _conversation(fields, identity, messages, people), rejected


def _identified(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """A conversation that calls its id "conversation_id" or the like, as logs of chats do."""
    named = None if "id" in record else next((one for one in _IDS if record.get(one)), None)
    return {**record, "id": record[named]} if named and "messages" in record else record


def _only_bad_messages(record: Mapping[str, Any], rejected: list[Rejected], place: str) -> bool:
    listed = record.get("messages")
    return bool(listed) and any(item.place.startswith(f"{place} messages") for item in rejected)


def _conversation(
    fields: Fields, identity: str | None, messages: list[Message], people: "_People"
) -> Conversation:
    context = fields.context
    said = None if context.forced else fields.text("source")
    return Conversation(
        source=said or context.source,
        messages=tuple(messages),
        id=identity,
        channel=fields.text("channel"),
        subject=fields.text("subject"),
        url=fields.text("url"),
        page=fields.text("page"),
        status=fields.text("status"),
        created_at=fields.time("created_at"),
        closed_at=fields.time("closed_at"),
        spam=fields.flag("spam"),
        customer=_customer(fields, people),
        tags=fields.words("tags"),
        rating=fields.number("rating"),
        place=fields.place,
    )


class _People:
    """Customers met in messages, where the conversation itself does not say who asked."""

    def __init__(self) -> None:
        self.id: str | None = None
        self.names: dict[str, None] = {}

    def meet(self, author: Author, identity: str | None, name: str | None) -> None:
        if author == "customer":
            self.id = self.id or identity
            if name:
                self.names[name] = None


def _customer(fields: Fields, people: _People) -> Customer:
    """The customer; several names stand on lines of their own (they are only masked)."""
    inner = fields.inner("customer", "id")
    parts = [inner.text(part) for part in ("first_name", "last_name")]
    names = [
        inner.text("name"),
        inner.text("full_name"),
        " ".join(filter(None, parts)),
        *people.names,
    ]
    return Customer(
        id=inner.text("id") or people.id,
        name="\n".join(dict.fromkeys(name for name in names if name)) or None,
        plan=inner.text("plan"),
        country=inner.text("country"),
        attributes=_attributes(inner),
    )


def _attributes(inner: Fields) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for name, value in inner.data.items():
        if name in _CUSTOMER:
            continue
        if isinstance(value, bool):
            found[clean(name)] = str(value).lower()
        elif isinstance(value, Mapping):
            nested = Fields(
                value, inner.place, inner.context, inner.rejected, f"{inner.prefix}{name}."
            )
            found.update((f"{name}.{key}", text) for key, text in _flat(nested))
        elif (text := inner.text(name)) is not None:
            found[clean(name)] = text
    return tuple(sorted(found.items()))


def _flat(nested: Fields) -> list[tuple[str, str]]:
    pairs = ((clean(str(key)), nested.text(key)) for key in nested.data)
    return [(key, text) for key, text in pairs if text is not None]


def _messages(fields: Fields) -> tuple[list[Message], _People]:
    listed = fields.data.get("messages") or []
    if not isinstance(listed, (list, tuple)):
        fields.wrong("messages", "It is no list; a list of message objects is needed.")
        listed = []
    listed = in_our_words(listed)
    people, messages = _People(), _opening(fields)
    silent = not any(isinstance(item, Mapping) and item.get("author") for item in listed)
    for number, item in enumerate(listed):
        message = _message(fields, item, number, len(messages), silent, people)
        if message is not None:
            messages.append(message)
    if _repeats_opening(messages, fields):
        messages = messages[1:]
    return messages, people


def _opening(fields: Fields) -> list[Message]:
    """The text that stands outside the list is the customer's first message."""
    text = _body(fields)
    if not text:
        return []
    identity = OPENING if fields.data.get("id") not in (None, "") else None
    at = fields.time("at") if fields.data.get("at") else None
    return [Message(author="customer", text=text, id=identity, at=at or _silently(fields))]


def _silently(fields: Fields) -> Any:
    """`created_at` for the opening; what is wrong with it is reported with the conversation."""
    return Fields(fields.data, fields.place, fields.context, []).time("created_at")


def _repeats_opening(messages: list[Message], fields: Fields) -> bool:
    """Whether the list tells the opening text again, as ticket systems do."""
    if not fields.data.get("messages") or len(messages) < 2 or not _body(fields):
        return False
    return any(
        message.author == "customer" and message.text == messages[0].text
        for message in messages[1:]
    )


def _message(
    fields: Fields, item: Any, number: int, position: int, silent: bool, people: _People
) -> Message | None:
    prefix = f"messages[{number}]"
    if not isinstance(item, Mapping):
        fields.wrong(prefix, "It is no object; a message is an object.")
        return None
    inner = Fields(item, fields.place, fields.context, fields.rejected, f"{prefix}.")
    author, before = _author(inner, silent), len(fields.rejected)
    # A message that was deleted where it was written keeps its place and loses its words, here too.
    text = "" if inner.flag("deleted") else _body(inner)
    if author is None or (not text and len(fields.rejected) > before):
        return None
    public = inner.flag("public")
    identity, name = inner.text("author_id"), inner.text("author_name")
    people.meet(author, identity, name)
    agent = _agent(inner, identity, name) if author != "customer" else None
    return Message(
        author=author,
        text=text,
        id=inner.text("id"),
        at=inner.time("at"),
        agent=agent,
        public=public is not False,
        position=position,
    )


def _author(inner: Fields, silent: bool) -> Author | None:
    word = inner.text("author")
    if word is None:
        if inner.data.get("agent"):
            return "agent"
        if silent and not inner.data.get("author"):
            return "customer"
        inner.wrong("author", "It does not say who wrote it: customer, agent, bot or system.")
        return None
    author = author_of(word, inner.context.authors)
    if author is None:
        inner.wrong(
            "author",
            "The word for the author is not known. Use customer, agent, bot or system, or name "
            "the word under [authors] in a mapping file.",
        )
    return author


def _agent(inner: Fields, identity: str | None, name: str | None) -> Agent | None:
    said = inner.inner("agent", "name")
    agent = Agent(said.text("id") or identity, said.text("name") or name, said.text("group"))
    return agent if agent != Agent() else None


def _body(fields: Fields) -> str:
    """The text of an object: `text`, or `html` made readable."""
    text = fields.text("text", _BODY)
    if text is not None:
        return text
    html = fields.text("html", _BODY)
    return clean(to_text(html)) if html else ""
