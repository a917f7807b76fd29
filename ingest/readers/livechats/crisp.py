"""Crisp: conversations with their messages, lists of either, and webhook events."""

from collections.abc import Iterable, Sequence
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
)

_SPEECH = {"text", "note", "animation", "audio", "file", "picker", "field", "carousel"}
_STATES = {0: "pending", 1: "unresolved", 2: "resolved"}


def _matches(item: Record) -> bool:
    inside = item.get("data")
    if isinstance(inside, list):
        known = [entry for entry in inside[:20] if is_object(entry)]
        return bool(known) and all(_is_message(one) or _is_conversation(one) for one in known)
    if is_object(inside):
        return _is_message(inside) or _is_conversation(inside)
    return _is_message(item) or _is_conversation(item)


def _is_message(item: Record) -> bool:
    return (
        item.get("from") in ("user", "operator")
        and {"session_id", "type"} <= item.keys()
        and bool({"fingerprint", "website_id", "origin"} & item.keys())
    )


def _is_conversation(item: Record) -> bool:
    """Whether an object is a conversation; an export brings its messages inside."""
    if "session_id" not in item or _is_message(item):
        return False
    return bool({"website_id", "people_id", "active"} & item.keys()) and (
        is_object(item.get("meta")) or "state" in item or "messages" in item
    )


def _read_conversations(item: Record, _options: Options) -> Iterable[Native]:
    inside = item.get("data")
    if is_object(inside) and "session_id" not in item:
        inside = [inside]
    listed = [one for one in inside if is_object(one)] if isinstance(inside, list) else [item]
    for one in listed:
        if _is_message(one):
            yield _build_conversation({"session_id": one["session_id"]}, [one])
        elif _is_conversation(one):
            yield _build_conversation(one, pick_objects(one, "messages"))
        else:
            raise NoConversation("The event brings no message.")


def _build_conversation(item: Record, messages: Sequence[Record]) -> Native:
    state = pick(item, "state|status")
    return pick_fields(
        item, id="session_id", subject="meta.subject", created_at="created_at", page="meta.origin"
    ) | {
        "channel": pick(messages[0], "origin") if messages else None,
        "status": _STATES.get(state, state) if isinstance(state, int) else state,
        "spam": True if item.get("is_blocked") is True else None,
        "tags": pick_texts(item, "meta.segments"),
        "customer": {
            "id": pick(item, "people_id|meta.email"),
            "name": pick_person_names(pick_object(item, "meta"), "nickname|email|phone"),
            "country": pick(item, "meta.device.geolocation.country"),
        },
        "messages": [_build_message(message) for message in messages],
    }


def _build_message(item: Record) -> Native:
    user = item.get("user")
    return pick_fields(item, id="fingerprint", at="timestamp") | {
        "author": _detect_author(item),
        "author_id": pick(user, "user_id"),
        "author_name": pick_person_names(user, "nickname"),
        "public": item.get("type") != "note" and item.get("stealth") is not True,
        "text": _pick_text(item.get("content")),
    }


def _detect_author(item: Record) -> str:
    if item.get("type") not in _SPEECH:
        return "system"
    if item["from"] == "user":
        return "customer"
    return "bot" if item.get("automated") is True else "agent"


def _pick_text(content: Any) -> Any:
    """What is read of a message: its words, or what a form, a file or a choice says."""
    if not is_object(content):
        return content
    chosen = [choice for choice in pick_objects(content, "choices") if choice.get("selected")]
    return pick(content, "value|text|explain|name") if not chosen else pick(chosen[0], "label")


READER = JsonReader("crisp", "Crisp conversations", _matches, _read_conversations, is_partial=True)
