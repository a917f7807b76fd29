"""Help Scout: conversations with embedded threads, lists of them, and webhooks (the same shape)."""

import re
from collections.abc import Iterable

from ingest.readers.interface import (
    JsonReader,
    Native,
    NoConversation,
    Options,
    Record,
    pick,
    pick_fields,
    pick_object,
    pick_objects,
    pick_person_names,
    pick_texts,
    to_body,
)

_KINDS = {"customer": "customer", "message": "agent", "note": "agent", "forwardparent": "agent"}
_WRITERS = {"customer": "customer", "user": "agent", "team": "agent", "system": "system"}
_NAMES = "first|last|firstName|lastName|email"
_HREF = re.compile(r"/conversations/(\d+)/threads")


def _matches(item: Record) -> bool:
    inside = pick_object(item, "_embedded")
    if "conversations" in inside or (inside and _find_conversation_id(item)):
        return True
    known = "primaryCustomer" in item or {"mailboxId", "threads"} <= item.keys()
    return "id" in item and (known or "threads" in inside)


def _read_conversations(item: Record, _options: Options) -> Iterable[Native]:
    inside = pick(item, "_embedded.conversations")
    if inside is not None or "conversations" in pick_object(item, "_embedded"):
        return list(map(_build_conversation, pick_objects(item, "_embedded.conversations")))
    if "id" in item:
        return [_build_conversation(item)]
    number = _find_conversation_id(item)
    if not number:
        raise NoConversation("The threads do not say which conversation they belong to.")
    return [{"id": number, "messages": _build_messages(item)}]


def _find_conversation_id(item: Record) -> str | None:
    """The conversation id of a page of threads, from the page's own address; None without."""
    href = _HREF.search(str(pick(item, "_links.self.href") or ""))
    return href[1] if href and "id" not in item else None


def _build_conversation(item: Record) -> Native:
    customer = item.get("primaryCustomer") or item.get("customer")
    deleted = item.get("state") == "deleted"
    messages = _build_messages(item)
    for message in messages if deleted else []:
        message["deleted"] = True
    return pick_fields(
        item,
        id="id",
        subject="subject",
        status="status",
        channel="type",
        created_at="createdAt",
        closed_at="closedAt",
        url="_links.web.href",
    ) | {
        "spam": True if deleted or item.get("status") == "spam" else None,
        "tags": pick_texts(item, "tags.tag|tags.name|tags"),
        "customer": pick_fields(customer, id="id") | {"name": pick_person_names(customer, _NAMES)},
        "messages": messages,
    }


def _build_messages(item: Record) -> list[Native]:
    threads = sorted(
        pick_objects(item, "_embedded.threads"), key=lambda thread: str(thread.get("createdAt"))
    )
    return [_build_message(thread) for thread in threads if _is_message(thread)]


def _is_message(thread: Record) -> bool:
    """Whether a thread is a message: not a draft, hidden, or an event (line item)."""
    return thread.get("type") != "lineitem" and thread.get("state") not in {"draft", "hidden"}


def _build_message(item: Record) -> Native:
    writer = pick_object(item, "createdBy")
    kind = str(item.get("type"))
    author = _KINDS.get(kind) or _WRITERS.get(str(writer.get("type")), "agent")
    if kind == "message" and writer.get("type") == "system":
        author = "bot"
    return to_body(item.get("body") or item.get("text")) | {
        "id": item.get("id"),
        "at": item.get("createdAt"),
        "author": author,
        "author_id": writer.get("id"),
        "author_name": pick_person_names(writer, _NAMES),
        "public": kind != "note",
    }


READER = JsonReader(
    "helpscout", "Help Scout conversations", _matches, _read_conversations, is_partial=True
)
