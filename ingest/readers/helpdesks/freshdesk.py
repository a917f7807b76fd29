"""Freshdesk: tickets with their conversations, and lists of either."""

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
)

_STATUS = {2: "open", 3: "pending", 4: "resolved", 5: "closed"}
_CHANNELS = {1: "email", 2: "portal", 3: "phone", 7: "chat", 9: "feedback", 10: "outbound email"}
_OUTBOUND = 10


def _matches(item: Record) -> bool:
    if is_object(item.get("helpdesk_ticket")):
        return True
    inside = item.get("results", item.get("tickets"))
    if isinstance(inside, list) and inside:
        return all(is_object(entry) and _is_ticket(entry) for entry in inside[:20])
    return _is_ticket(item) or _is_reply(item)


def _is_ticket(item: Record) -> bool:
    return (
        "id" in item
        and not isinstance(item.get("status"), str)
        and ("description_text" in item or {"requester_id", "responder_id"} <= item.keys())
    )


def _is_reply(item: Record) -> bool:
    return {"ticket_id", "incoming", "private"} <= item.keys() and bool(
        {"body", "body_text"} & item.keys()
    )


def _read_conversations(item: Record, _options: Options) -> Iterable[Native]:
    if is_object(item.get("helpdesk_ticket")):
        item = item["helpdesk_ticket"]
        item = {**item, "id": pick(item, "display_id|id"), "conversations": item.get("notes")}
        return [_build_ticket(item)]
    tickets = pick_objects(item, "results|tickets")
    if tickets:
        return [_build_ticket(ticket) for ticket in tickets]
    if _is_reply(item):
        return [{"id": item["ticket_id"], "messages": [_build_reply(item, None)]}]
    return [_build_ticket(item)]


def _build_ticket(item: Record) -> Native:
    asker = pick(item, "requester_id|requester.id")
    outbound = item.get("source") == _OUTBOUND
    opening = _pick_body(item, "description", "description_text") | {
        "id": "opening",
        "at": item.get("created_at"),
        "author": "agent" if outbound else "customer",
        "author_id": item.get("responder_id") if outbound else asker,
    }
    messages = [
        opening,
        *(_build_reply(reply, asker) for reply in pick_objects(item, "conversations")),
    ]
    for message in messages if item.get("deleted") is True else []:
        message["deleted"] = True
    return pick_fields(item, id="id", subject="subject", created_at="created_at") | {
        "status": _translate_code(item, "status", _STATUS),
        "channel": _translate_code(item, "source", _CHANNELS),
        "closed_at": pick(item, "stats.closed_at"),
        "spam": item.get("spam") or item.get("deleted") or None,
        "tags": pick_texts(item, "tags"),
        "customer": {"id": asker, "name": pick_person_names(item.get("requester"), "name|email")},
        "messages": messages,
    }


def _build_reply(item: Record, asker: Any) -> Native:
    customer = item.get("incoming") is True or (
        asker is not None and item.get("user_id") == asker and not item.get("private")
    )
    return _pick_body(item, "body", "body_text") | {
        "id": item.get("id"),
        "at": item.get("created_at"),
        "author": "customer" if customer else "agent",
        "author_id": item.get("user_id"),
        "public": not item.get("private", False),
    }


def _pick_body(item: Record, html: str, text: str) -> Native:
    """The body, as HTML where there is any: the text lacks line ends and marks of quotation."""
    return {"html": item[html]} if item.get(html) else {"text": item.get(text)}


def _translate_code(item: Record, field: str, names: dict[int, str]) -> Any:
    value = item.get(field)
    return names.get(value, value) if isinstance(value, int) else value


READER = JsonReader(
    "freshdesk", "Freshdesk tickets", _matches, _read_conversations, is_partial=True
)
