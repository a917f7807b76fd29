"""Usedesk: webhooks (one message each) and tickets of the API with their comments."""

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
    pick_objects,
    pick_person_names,
    pick_texts,
    to_body,
)

_AUTHORS = {
    "client": "customer", "user": "agent", "operator": "agent", "agent": "agent",
    "trigger": "bot", "bot": "bot", "system": "system",
}  # fmt: skip
_NOT_COUNTED = {"7": "spam", "9": "mailing", "10": "merged"}
"""Statuses of tickets that ask nothing, or whose text stands in another ticket."""


def _matches(item: Record) -> bool:
    if not is_object(item.get("ticket")):
        return False
    hook = "from" in item and ("text" in item or "message" in item) and (
        "chat_id" in item or "client" in item or "platform" in item
    )  # fmt: skip
    return hook or (
        "comments" in item and bool({"status_id", "channel_id"} & item["ticket"].keys())
    )


def _read_conversations(item: Record, _options: Options) -> Iterable[Native]:
    ticket = item["ticket"]
    status = str(pick(ticket, "status_id|status.id|status") or "")
    messages = pick_objects(item, "comments") if "comments" in item else [item]
    client = item.get("client") or ticket.get("client")
    customer = pick(item, "client.id|client_id|ticket.client_id|ticket.client.id")
    yield pick_fields(ticket, subject="subject", created_at="created_at|published_at") | {
        "id": pick(item, "ticket.id|chat_id"),
        "channel": pick(item, "platform|ticket.channel_name|ticket.channel_id"),
        "status": _NOT_COUNTED.get(status, status or None),
        "spam": True if status in _NOT_COUNTED else None,
        "tags": pick_texts(ticket, "tags.name|tags"),
        "customer": {"id": customer, "name": pick_person_names(client, "name|email|phone")},
        "messages": [_build_message(message) for message in messages],
    }


def _build_message(item: Record) -> Native:
    private = item.get("private") in {True, "1", "true"} or item.get("type") == "private"
    return to_body(_pick_text(item)) | {
        "id": pick(item, "message_id|comment_id|id"),
        "at": pick(item, "published_at|created_at"),
        "author": _AUTHORS.get(str(item.get("from")), "system"),
        "author_id": pick(item, "client_id|user_id"),
        "public": not (private or item.get("is_note") is True),
    }


def _pick_text(item: Record) -> Any:
    return pick(item, "text|message")


READER = JsonReader("usedesk", "Usedesk tickets", _matches, _read_conversations, is_partial=True)
