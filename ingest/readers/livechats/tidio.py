"""Tidio: tickets and conversations with their messages, pages of either, and single messages."""

from collections.abc import Iterable
from typing import Any

from ingest.readers.interface import (
    JsonReader,
    Native,
    Options,
    Record,
    is_object,
    pick,
    pick_fields,
    pick_object,
    pick_objects,
    pick_person_names,
    pick_texts,
    to_body,
)

_AUTHORS = {
    "contact": "customer", "visitor": "customer", "operator": "agent", "lyro": "bot",
    "bot": "bot", "chatbot": "bot", "flow": "bot", "automation": "bot", "system": "system",
}  # fmt: skip
_KIND = "author_type|author.type|sender_type|sender.type|sender"
_PEOPLE = {"contact_id", "contact", "contact_email", "contactId", "visitor_id"}


def _matches(item: Record) -> bool:
    pages = [pick_objects(item, name) for name in ("tickets", "conversations")]
    for page in filter(None, pages):
        return all(map(_is_talk, page[:20]))
    return _is_talk(item) or _is_loose(item)


def _is_talk(item: Record) -> bool:
    messages = pick_objects(item, "messages")
    return (
        bool(messages)
        and bool(_PEOPLE & item.keys() or _PEOPLE & messages[0].keys())
        and all(map(_is_message, messages[:20]))
    )


def _is_loose(item: Record) -> bool:
    """Whether an object is a message that names its conversation."""
    return _is_message(item) and bool(_PEOPLE & item.keys()) and "conversation_id" in item


def _is_message(item: Record) -> bool:
    kind = pick(item, _KIND)
    return isinstance(kind, str) and kind.casefold() in _AUTHORS and _pick_text(item) is not None


def _read_conversations(item: Record, _options: Options) -> Iterable[Native]:
    inside = pick_objects(item, "tickets") or pick_objects(item, "conversations")
    for one in inside or [item]:
        messages = pick_objects(one, "messages") or [one]
        yield _build_conversation(one, messages)


def _build_conversation(item: Record, messages: list[Record]) -> Native:
    known: Record = {**messages[0], **item}
    contact = pick_object(known, "contact")
    names = [
        pick_person_names(contact, "name|first_name|last_name|email|phone"),
        pick(known, "contact_email"),
    ]
    return pick_fields(
        known, id="conversation_id", subject="subject|title", status="status", channel="channel"
    ) | {
        "id": pick(known, "conversation_id") or item.get("id"),
        "created_at": pick(item, "created_at|createdAt"),
        "tags": pick_texts(item, "tags"),
        "rating": pick(item, "rating|satisfaction.rating"),
        "customer": {
            "id": pick(known, "contact_id|contactId|contact.id|visitor_id|contact_email"),
            "name": "\n".join(str(name) for name in names if name) or None,
            "country": pick(contact, "country"),
        },
        "messages": [_build_message(message) for message in messages],
    }


def _build_message(item: Record) -> Native:
    kind = str(pick(item, _KIND)).casefold()
    internal = "internal" in (item.get("message_type"), item.get("type"), item.get("visibility"))
    return to_body(_pick_text(item)) | {
        "id": item.get("id"),
        "at": pick(item, "created_at|createdAt|sent_at|timestamp"),
        "author": _AUTHORS[kind],
        "author_id": pick(item, "author_id|author.id|operator_id|sender.id"),
        "author_name": pick(item, "author_name|author.name|operator_name|sender.name"),
        "public": not internal and item.get("internal") is not True,
    }


def _pick_text(item: Record) -> Any:
    content = pick(item, "content|message|body|text")
    return pick(content, "text|content|body") if is_object(content) else content


READER = JsonReader("tidio", "Tidio conversations", _matches, _read_conversations, is_partial=True)
