"""Intercom: conversations and lists of them from the API, and webhook notifications."""

from collections.abc import Iterable
from typing import Any

from ingest.readers.interface import (
    JsonReader,
    Native,
    NoConversation,
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
    to_plain_text,
)

_AUTHORS = {
    "user": "customer", "lead": "customer", "contact": "customer", "visitor": "customer",
    "admin": "agent", "team": "agent", "bot": "bot", "operator": "bot",
}  # fmt: skip
_MESSAGE_PARTS = {
    "comment",
    "note",
    "open",
    "close",
    "assignment",
    "quick_reply",
    "snoozed",
    "away_mode",
}
"""Types of parts that may have a text: a message may come with closing or reopening."""
_DELETED = "this message was deleted"
_AUTOMATIC = {"automated", "operator_initiated"}


def _matches(item: Record) -> bool:
    if item.get("type") == "notification_event" or "topic" in item:
        return is_object(pick(item, "data.item")) and "topic" in item
    if item.get("type") in {"conversation.list", "conversation_list"}:
        return True
    opening = is_object(item.get("source")) and "author" in item["source"]
    return item.get("type") == "conversation" or (
        "id" in item and (opening or "conversation_parts" in item)
    )


def _read_conversations(item: Record, _options: Options) -> Iterable[Native]:
    inner = pick(item, "data.item")
    if is_object(inner):
        number = pick(inner, "conversation_id|conversation.id")
        if inner.get("type") == "conversation_part" and number is not None:
            message = _build_part(inner)
            return [{"id": number, "messages": [message] if message else []}]
        if inner.get("type") not in {None, "conversation"} and "conversation_parts" not in inner:
            raise NoConversation("The event is about no conversation.")
        return [_build_conversation(inner)]
    if isinstance(item.get("conversations"), list):
        return list(map(_build_conversation, pick_objects(item, "conversations")))
    if "conversations" in item and item.get("type") != "conversation":
        return []
    return [_build_conversation(item)]


def _build_conversation(item: Record) -> Native:
    parts = pick_objects(item, "conversation_parts.conversation_parts|conversation_parts")
    messages = [_build_opening(item), *map(_build_part, parts)]
    native = pick_fields(
        item,
        id="id",
        created_at="created_at",
        subject="source.subject|title|conversation_message.subject",
        channel="source.type|channel",
        page="source.url",
        status="state",
        rating="conversation_rating.rating",
        url="links.conversation_web",
    )
    asked = "|source.author.id" if _is_customer(item) else ""
    customer = pick_fields(
        item, id=f"contacts.contacts.0.id|contacts.0.id|user.id|customers.0.id{asked}"
    )
    return native | {
        "subject": to_plain_text(native.get("subject")),
        "tags": pick_texts(item, "tags.tags.name|tags.name"),
        "customer": customer | {"name": pick_person_names(item, "user.name")},
        "messages": [message for message in messages if message],
    }


def _is_customer(item: Record) -> bool:
    return _AUTHORS.get(str(pick(item, "source.author.type"))) == "customer"


def _build_opening(item: Record) -> Native | None:
    source = pick(item, "source|conversation_message")
    if not is_object(source):
        return None
    author = _detect_author(source)
    if source.get("delivered_as") in _AUTOMATIC and author == "agent":
        author = "bot"
    return _build_message(source, author) | {
        "id": f"source-{source['id']}" if source.get("id") else None,
        "at": item.get("created_at"),
    }


def _build_part(part: Record) -> Native | None:
    kind = str(part.get("part_type", "comment"))
    if not part.get("body") and not part.get("redacted"):
        return None  # an event: assigned, snoozed, rated
    author = _detect_author(part) if kind in _MESSAGE_PARTS else "system"
    return (
        _build_message(part, author)
        | pick_fields(part, id="id", at="created_at")
        | {"public": not kind.startswith("note")}
    )


def _build_message(item: Record, author: str) -> Native:
    writer = pick_object(item, "author")
    body: Any = item.get("body")
    deleted = bool(item.get("redacted")) or (
        isinstance(body, str) and _DELETED in body.casefold() and len(body) < 60
    )
    native = {
        "author": author,
        "author_id": pick(writer, "id"),
        "author_name": pick_person_names(writer, "name|email"),
    }
    return native | ({"deleted": True} if deleted else to_body(body))


def _detect_author(item: Record) -> str:
    author = pick_object(item, "author")
    if author.get("from_ai_agent") or author.get("is_ai_answer") or item.get("is_ai_answer"):
        return "bot"
    return _AUTHORS.get(str(author.get("type")), "system")


READER = JsonReader(
    "intercom", "Intercom conversations", _matches, _read_conversations, is_partial=True
)
