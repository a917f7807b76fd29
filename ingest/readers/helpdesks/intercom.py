"""Intercom: conversations and lists of them from the API, and webhook notifications."""

from collections.abc import Iterable
from typing import Any

from ingest.readers.interface import (
    JsonReader,
    Native,
    NotThis,
    Options,
    Record,
    body,
    inner,
    is_object,
    listed,
    names,
    person,
    pick,
    plain,
    told,
)

_AUTHORS = {
    "user": "customer", "lead": "customer", "contact": "customer", "visitor": "customer",
    "admin": "agent", "team": "agent", "bot": "bot", "operator": "bot",
}  # fmt: skip
_SPEECH = {"comment", "note", "open", "close", "assignment", "quick_reply", "snoozed", "away_mode"}
"""Kinds of parts that may carry words: whoever closes or reopens may write while doing so."""
_DELETED = "this message was deleted"
_AUTOMATIC = {"automated", "operator_initiated"}


def _fits(item: Record) -> bool:
    if item.get("type") == "notification_event" or "topic" in item:
        return is_object(pick(item, "data.item")) and "topic" in item
    if item.get("type") in {"conversation.list", "conversation_list"}:
        return True
    opening = is_object(item.get("source")) and "author" in item["source"]
    return item.get("type") == "conversation" or (
        "id" in item and (opening or "conversation_parts" in item)
    )


def _natives(item: Record, _options: Options) -> Iterable[Native]:
    inner = pick(item, "data.item")
    if is_object(inner):
        number = pick(inner, "conversation_id|conversation.id")
        if inner.get("type") == "conversation_part" and number is not None:
            return [{"id": number, "messages": [one for one in [_part(inner)] if one]}]
        if inner.get("type") not in {None, "conversation"} and "conversation_parts" not in inner:
            raise NotThis("The event is about no conversation.")
        return [_conversation(inner)]
    if isinstance(item.get("conversations"), list):
        return [_conversation(one) for one in listed(item, "conversations")]
    if "conversations" in item and item.get("type") != "conversation":
        return []
    return [_conversation(item)]


def _conversation(item: Record) -> Native:
    parts = listed(item, "conversation_parts.conversation_parts|conversation_parts")
    messages = [_opening(item), *map(_part, parts)]
    native = told(
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
    customer = told(item, id=f"contacts.contacts.0.id|contacts.0.id|user.id|customers.0.id{asked}")
    return native | {
        "subject": plain(native.get("subject")),
        "tags": names(item, "tags.tags.name|tags.name"),
        "customer": customer | {"name": person(item, "user.name")},
        "messages": [one for one in messages if one],
    }


def _is_customer(item: Record) -> bool:
    return _AUTHORS.get(str(pick(item, "source.author.type"))) == "customer"


def _opening(item: Record) -> Native | None:
    source = pick(item, "source|conversation_message")
    if not is_object(source):
        return None
    author = _author(source)
    if source.get("delivered_as") in _AUTOMATIC and author == "agent":
        author = "bot"
    return _said(source, author) | {
        "id": f"source-{source['id']}" if source.get("id") else None,
        "at": item.get("created_at"),
    }


def _part(part: Record) -> Native | None:
    kind = str(part.get("part_type", "comment"))
    if not part.get("body") and not part.get("redacted"):
        return None  # an event: assigned, snoozed, rated
    author = _author(part) if kind in _SPEECH else "system"
    return (
        _said(part, author)
        | told(part, id="id", at="created_at")
        | {"public": not kind.startswith("note")}
    )


def _said(item: Record, author: str) -> Native:
    who = inner(item, "author")
    words: Any = item.get("body")
    deleted = bool(item.get("redacted")) or (
        isinstance(words, str) and _DELETED in words.casefold() and len(words) < 60
    )
    said = {
        "author": author,
        "author_id": pick(who, "id"),
        "author_name": person(who, "name|email"),
    }
    return said | ({"deleted": True} if deleted else body(words))


def _author(item: Record) -> str:
    who = inner(item, "author")
    if who.get("from_ai_agent") or who.get("is_ai_answer") or item.get("is_ai_answer"):
        return "bot"
    return _AUTHORS.get(str(who.get("type")), "system")


READER = JsonReader("intercom", "Intercom conversations", _fits, _natives, joins=True)
