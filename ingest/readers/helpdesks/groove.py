"""Groove: tickets with their messages, lists of either as the API answers them."""

import re
from collections.abc import Iterable, Sequence

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

_TICKET = re.compile(r"/tickets/([^/?]{1,100})")
_PERSON = re.compile(r"/(agents|customers)/([^/?]{1,200})")
_BOTH = "number|id"


def _matches(item: Record) -> bool:
    for name in ("tickets", "messages"):
        inside = pick_objects(item, name)
        if inside and "number" not in item:
            return all(_is_ticket(one) or _is_message(one) for one in inside[:20])
    for name in ("ticket", "message"):
        if is_object(item.get(name)):
            return _is_ticket(item[name]) or _is_message(item[name])
    return _is_ticket(item) or _is_message(item)


def _is_ticket(item: Record) -> bool:
    """Whether an object is a ticket: only Groove links its people by address."""
    return {"number", "title"} <= item.keys() and (
        pick(item, "links.customer") is not None or (bool(pick_objects(item, "messages"))
        and all(map(_is_message, pick_objects(item, "messages"))))
    )  # fmt: skip


def _is_message(item: Record) -> bool:
    author = pick(item, "links.author.href")
    return "body" in item and isinstance(author, str) and bool(_PERSON.search(author[:2_000]))


def _read_conversations(item: Record, _options: Options) -> Iterable[Native]:
    if is_object(item.get("ticket")):
        beside = pick_objects(item, "messages") or pick_objects(item["ticket"], "messages")
        return [_build_ticket(item["ticket"], beside)]
    if "number" in item:
        return [_build_ticket(item, pick_objects(item, "messages"))]
    alone = item["message"] if is_object(item.get("message")) else item
    tickets = pick_objects(item, "tickets")
    messages = pick_objects(item, "messages") or ([] if tickets else [alone])
    return [
        *(_build_ticket(ticket, pick_objects(ticket, "messages")) for ticket in tickets),
        *({"id": _find_ticket(message), "messages": [_build_message(message)]}
          for message in messages),
    ]  # fmt: skip


def _build_ticket(item: Record, messages: Sequence[Record]) -> Native:
    asker = pick(item, "links.customer.id") or _read_person(pick(item, "links.customer.href"))[1]
    native = pick_fields(
        item,
        id=_BOTH,
        subject="title",
        status="state",
        channel="type",
        created_at="created_at",
        closed_at="closed_at",
    )
    return native | {
        "spam": True if item.get("state") == "spam" or item.get("deleted") is True else None,
        "tags": pick_texts(item, "tags"),
        "rating": pick(item, "rating.score"),
        "customer": {
            "id": asker,
            "name": pick_person_names(item.get("customer"), "name|first_name|last_name|email"),
        },
        "messages": [_build_message(message) for message in messages],
    }


def _build_message(item: Record) -> Native:
    kind, person = _read_person(pick(item, "links.author.href"))
    body = {"html": item["body"]} if item.get("body") else {"text": item.get("plain_text_body")}
    number = str(pick(item, "id|href") or "").rstrip("/").rsplit("/", 1)[-1]
    return body | {
        "id": number or None,
        "at": item.get("created_at"),
        "author": "agent" if kind == "agents" else "customer",
        "author_id": person,
        "public": item.get("note") is not True,
    }


def _find_ticket(item: Record) -> str | None:
    """The number of the ticket that a message links to."""
    found = _TICKET.search(str(pick(item, "links.ticket.href|href") or "")[:2_000])
    return found[1] if found else None


def _read_person(link: object) -> tuple[str, str | None]:
    """("agents" or "customers", who) of a person's address in the API."""
    found = _PERSON.search(str(link or "")[:2_000])
    return (found[1], found[2]) if found else ("", None)


READER = JsonReader("groove", "Groove tickets", _matches, _read_conversations, is_partial=True)
