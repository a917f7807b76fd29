"""Gorgias: tickets with their messages, lists of either, and webhook bodies."""

from collections.abc import Iterable, Sequence

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

_NOTE = "internal-note"


def _matches(item: Record) -> bool:
    inside = item.get("data")
    if isinstance(inside, list) and inside:
        return all(
            is_object(entry) and (_is_ticket(entry) or _is_message(entry)) for entry in inside[:20]
        )
    if is_object(item.get("ticket")) and _is_ticket(item["ticket"]):
        return True
    return _is_ticket(item) or _is_message(item)


def _is_ticket(item: Record) -> bool:
    return {"id", "channel", "via", "created_datetime"} <= item.keys() and bool(
        {"customer", "messages", "opened_datetime", "messages_count"} & item.keys()
    )


def _is_message(item: Record) -> bool:
    return {"ticket_id", "from_agent", "channel"} <= item.keys() and bool(
        {"body_text", "body_html", "stripped_text"} & item.keys()
    )


def _read_conversations(item: Record, _options: Options) -> Iterable[Native]:
    inside = pick_objects(item, "data") if isinstance(item.get("data"), list) else [item]
    for one in inside:
        if is_object(one.get("ticket")):
            yield _build_ticket(one["ticket"], pick_objects(one["ticket"], "messages")
                                or [pick_object(one, "message")])  # fmt: skip
        elif _is_message(one):
            yield {"id": one["ticket_id"], "messages": [_build_message(one)]}
        elif _is_ticket(one):
            yield _build_ticket(one, pick_objects(one, "messages"))


def _build_ticket(item: Record, messages: Sequence[Record]) -> Native:
    customer = pick_object(item, "customer")
    spam = item.get("spam") is True or item.get("trashed_datetime") is not None
    return pick_fields(
        item,
        id="id",
        subject="subject",
        status="status",
        channel="channel",
        created_at="created_datetime",
        closed_at="closed_datetime",
        rating="satisfaction_survey.score",
    ) | {
        "spam": True if spam else None,
        "tags": pick_texts(item, "tags.name|tags"),
        "customer": {
            "id": pick(customer, "id|email"),
            "name": pick_person_names(customer, "name|firstname|lastname|email"),
        },
        "messages": [_build_message(message) for message in messages if message],
    }


def _build_message(item: Record) -> Native:
    """A message; what was cut off as quoted is not read again."""
    html = pick(item, "stripped_html|body_html")
    text = pick(item, "stripped_text|body_text")
    if pick(item, "stripped_text") and not pick(item, "stripped_html"):
        html = None
    is_note = _NOTE in (item.get("channel"), item.get("via"), pick(item, "source.type"))
    return ({"html": html} if html else {"text": text}) | {
        "id": item.get("id"),
        "at": pick(item, "created_datetime|sent_datetime"),
        "author": _detect_author(item),
        "author_id": pick(item, "sender.id|sender.email"),
        "author_name": pick_person_names(pick_object(item, "sender"), "name|firstname|lastname"),
        "public": item.get("public") is not False and not is_note,
    }


def _detect_author(item: Record) -> str:
    if item.get("from_agent") is not True:
        return "customer"
    return "bot" if item.get("rule_id") is not None or item.get("via") == "rule" else "agent"


READER = JsonReader("gorgias", "Gorgias tickets", _matches, _read_conversations, is_partial=True)
