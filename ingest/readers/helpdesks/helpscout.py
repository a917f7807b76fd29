"""Help Scout: conversations with embedded threads, lists of them, and webhooks (the same shape)."""

import re
from collections.abc import Iterable

from ingest.readers.interface import (
    JsonReader,
    Native,
    NotThis,
    Options,
    Record,
    body,
    inner,
    listed,
    names,
    person,
    pick,
    told,
)

_KINDS = {"customer": "customer", "message": "agent", "note": "agent", "forwardparent": "agent"}
_WRITERS = {"customer": "customer", "user": "agent", "team": "agent", "system": "system"}
_NAMES = "first|last|firstName|lastName|email"
_HREF = re.compile(r"/conversations/(\d+)/threads")


def _fits(item: Record) -> bool:
    inside = inner(item, "_embedded")
    if "conversations" in inside or (inside and _threads_of(item)):
        return True
    told_of = "primaryCustomer" in item or {"mailboxId", "threads"} <= item.keys()
    return "id" in item and (told_of or "threads" in inside)


def _natives(item: Record, _options: Options) -> Iterable[Native]:
    inside = pick(item, "_embedded.conversations")
    if inside is not None or "conversations" in inner(item, "_embedded"):
        return [_conversation(one) for one in listed(item, "_embedded.conversations")]
    if "id" in item:
        return [_conversation(item)]
    number = _threads_of(item)
    if not number:
        raise NotThis("The threads do not say which conversation they belong to.")
    return [{"id": number, "messages": _messages(item)}]


def _threads_of(item: Record) -> str | None:
    """The conversation of a page of threads, from the page's own address."""
    href = _HREF.search(str(pick(item, "_links.self.href") or ""))
    return href[1] if href and "id" not in item else None


def _conversation(item: Record) -> Native:
    customer = item.get("primaryCustomer") or item.get("customer")
    deleted = item.get("state") == "deleted"
    messages = _messages(item)
    for message in messages if deleted else []:
        message["deleted"] = True
    return told(
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
        "tags": names(item, "tags.tag|tags.name|tags"),
        "customer": told(customer, id="id") | {"name": person(customer, _NAMES)},
        "messages": messages,
    }


def _messages(item: Record) -> list[Native]:
    threads = sorted(listed(item, "_embedded.threads"), key=lambda one: str(one.get("createdAt")))
    return [_thread(one) for one in threads if _speaks(one)]


def _speaks(thread: Record) -> bool:
    """Drafts and hidden threads were never said; line items are events."""
    return thread.get("type") != "lineitem" and thread.get("state") not in {"draft", "hidden"}


def _thread(item: Record) -> Native:
    writer = inner(item, "createdBy")
    kind = str(item.get("type"))
    author = _KINDS.get(kind) or _WRITERS.get(str(writer.get("type")), "agent")
    if kind == "message" and writer.get("type") == "system":
        author = "bot"
    return body(item.get("body") or item.get("text")) | {
        "id": item.get("id"),
        "at": item.get("createdAt"),
        "author": author,
        "author_id": writer.get("id"),
        "author_name": person(writer, _NAMES),
        "public": kind != "note",
    }


READER = JsonReader("helpscout", "Help Scout conversations", _fits, _natives, joins=True)
