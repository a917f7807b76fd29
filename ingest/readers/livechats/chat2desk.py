"""Chat2Desk: webhooks and messages of the API; an object is one message."""

from collections.abc import Iterable

from ingest.readers.interface import (
    JsonReader,
    Native,
    Options,
    Record,
    is_object,
    pick,
    pick_fields,
    pick_person_names,
)

_AUTHORS = {
    "from_client": "customer", "in": "customer", "inbox": "customer",
    "to_client": "agent", "out": "agent", "outbox": "agent", "comment": "agent",
    "autoreply": "bot", "system": "system",
}  # fmt: skip


def _matches(item: Record) -> bool:
    inside = item.get("data")
    if isinstance(inside, list) and inside and is_object(inside[0]):
        return all(is_object(entry) and _is_message(entry) for entry in inside[:20])
    return _is_message(item)


def _is_message(item: Record) -> bool:
    kind = item.get("type", item.get("hook_type"))
    placed = bool({"dialog_id", "dialogID", "request_id"} & item.keys()) or "hook_type" in item
    return isinstance(kind, str) and kind in _AUTHORS and "text" in item and placed


def _read_conversations(item: Record, _options: Options) -> Iterable[Native]:
    inside = item["data"] if isinstance(item.get("data"), list) else [item]
    return [
        _build_message(message) for message in inside if is_object(message) and _is_message(message)
    ]


def _build_message(item: Record) -> Native:
    kind = str(item.get("type") or item.get("hook_type"))
    number = pick(item, "message_id|id")
    # An incoming and an outgoing message may have the same number.
    way = "in" if _AUTHORS[kind] == "customer" else "out"
    customer = pick(item, "client_id|client.id|clientID")
    return {
        "id": pick(item, "dialog_id|dialogID|request_id|client_id"),
        "channel": item.get("transport"),
        "customer": {"id": customer, "name": pick_person_names(item.get("client"), "name|phone")},
        "messages": [
            pick_fields(item, at="event_time|created|created_at")
            | {
                "id": f"{way}-{number}" if number is not None else None,
                "author": _AUTHORS[kind],
                "author_id": customer if way == "in" else pick(item, "operator_id|operatorID"),
                "public": kind != "comment",
                "text": item.get("text"),
            }
        ],
    }


READER = JsonReader(
    "chat2desk", "Chat2Desk messages", _matches, _read_conversations, is_partial=True
)
