"""Zammad: tickets with their articles, lists of either, tickets with assets, and webhook bodies."""

from collections.abc import Iterable, Sequence
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
)

_SENDERS = {"Customer": "customer", "Agent": "agent", "System": "system"}
_SENDER_IDS = {1: "agent", 2: "customer", 3: "system"}


def _matches(item: Record) -> bool:
    if is_object(item.get("assets")):
        return bool({"Ticket", "TicketArticle"} & item["assets"].keys())
    if is_object(item.get("ticket")):
        return _is_ticket(item["ticket"])
    for name in ("tickets", "articles"):
        inside = pick_objects(item, name)
        if inside and "id" not in item:
            return all(_is_ticket(one) or _is_article(one) for one in inside[:20])
    return _is_ticket(item) or _is_article(item)


def _is_ticket(item: Record) -> bool:
    return {"id", "number", "title"} <= item.keys() and bool(
        {"customer_id", "customer"} & item.keys() and {"group_id", "group", "state"} & item.keys()
    )


def _is_article(item: Record) -> bool:
    return {"ticket_id", "body", "content_type"} <= item.keys() and bool(
        {"sender", "sender_id"} & item.keys()
    )


def _read_conversations(item: Record, _options: Options) -> Iterable[Native]:
    if is_object(item.get("assets")):
        return _read_assets(item["assets"])
    if is_object(item.get("ticket")):
        article = pick_object(item, "article")
        beside = pick_objects(item, "articles") or pick_objects(item["ticket"], "articles")
        return [_build_ticket(item["ticket"], beside or ([article] if article else []))]
    listed = [*pick_objects(item, "tickets")] if "id" not in item else []
    articles = pick_objects(item, "articles") if "id" not in item else []
    listed = listed or ([] if articles or _is_article(item) else [item])
    articles = [item] if _is_article(item) else articles
    by_ticket: dict[str, list[Record]] = {}
    for article in articles:
        by_ticket.setdefault(str(article.get("ticket_id")), []).append(article)
    natives = [
        _build_ticket(one, pick_objects(one, "articles") or by_ticket.pop(str(one.get("id")), []))
        for one in listed
    ]
    return [
        *natives,
        *(_build_ticket({"id": number}, found) for number, found in by_ticket.items()),
    ]


def _read_assets(assets: Record) -> Iterable[Native]:
    """Tickets as the API answers them with everything around them, by kind and id."""
    articles = [one for one in pick_object(assets, "TicketArticle").values() if is_object(one)]
    users = pick_object(assets, "User")
    tickets = [one for one in pick_object(assets, "Ticket").values() if is_object(one)]
    numbers = dict.fromkeys(article.get("ticket_id") for article in articles)
    for ticket in tickets or [{"id": number} for number in numbers]:
        mine = [article for article in articles if article.get("ticket_id") == ticket.get("id")]
        customer = users.get(str(ticket.get("customer_id")))
        yield _build_ticket({"customer": customer, **ticket}, mine)


def _build_ticket(item: Record, articles: Sequence[Record]) -> Native:
    customer = item.get("customer")
    names = pick_person_names(customer, "firstname|lastname|email|login")
    tags = pick_texts(item, "tags")
    messages = [_build_article(article) for article in articles]
    return pick_fields(
        item,
        id="id",
        subject="title",
        created_at="created_at",
        closed_at="close_at",
        channel="create_article_type",
    ) | {
        "status": pick(item, "state.name|state"),
        "spam": True if pick(item, "state.name|state") == "merged" else None,
        "tags": tags,
        "customer": {
            "id": pick(item, "customer_id|customer.id|customer"),
            "name": names or (customer if isinstance(customer, str) else None),
        },
        "messages": messages,
    }


def _build_article(item: Record) -> Native:
    is_html = "html" in str(item.get("content_type")).casefold()
    author = _detect_author(item)
    return {
        "html" if is_html else "text": item.get("body"),
        "id": item.get("id"),
        "at": item.get("created_at"),
        "author": author,
        "author_id": pick(item, "origin_by_id|created_by_id|created_by.id|created_by"),
        "author_name": _pick_name(item),
        "public": item.get("internal") is not True,
    }


def _detect_author(item: Record) -> str:
    word = pick(item, "sender.name|sender")
    author = _SENDERS.get(str(word)) or _SENDER_IDS.get(item.get("sender_id") or 0, "system")
    is_sent = pick(item, "type.name|type") not in (None, "note")
    is_automatic = pick(item, "preferences.is-auto-response") is True
    if author == "system" and is_sent:  # a trigger's mail to the customer
        return "bot"
    return "bot" if is_automatic and author == "agent" else author


def _pick_name(item: Record) -> Any:
    """Who wrote an article; its sender's line may hold a name and an address."""
    return pick(item, "from") or pick_person_names(item.get("created_by"), "firstname|lastname")


READER = JsonReader("zammad", "Zammad tickets", _matches, _read_conversations, is_partial=True)
