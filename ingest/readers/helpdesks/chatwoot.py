"""Chatwoot: conversations and messages of the REST API, and webhook events."""

import re
from collections.abc import Iterable
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

_TYPES = {
    0: "customer", "0": "customer", "incoming": "customer",
    1: "agent", "1": "agent", "outgoing": "agent",
    2: "system", "2": "system", "activity": "system",
    3: "bot", "3": "bot", "template": "bot",
}  # fmt: skip
_BOTS = {"agentbot", "agent_bot", "captain::assistant", "captain_assistant"}
_IMAGE = re.compile(r"!\[([^\]\n]{0,200})\]\([^)\n]{0,2000}\)")
_LINK = re.compile(r"(?<!!)\[([^\]\n]{1,300})\]\((https?://[^)\s]{1,2000})\)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,500}?)(?<=\S)\1")


def _matches(item: Record) -> bool:
    if isinstance(item.get("event"), str):
        return item["event"].startswith(("message_", "conversation_")) and (
            "conversation" in item or "messages" in item or "inbox_id" in item
        )
    listed_inside = pick(item, "data.payload|payload")
    if isinstance(listed_inside, list):
        return all(is_object(entry) and _is_known_object(entry) for entry in listed_inside[:20])
    return _is_known_object(item)


def _is_known_object(item: Record) -> bool:
    return _is_message(item) or ("inbox_id" in item and "id" in item and "messages" in item)


def _is_message(item: Record) -> bool:
    kind = item.get("message_type")
    return (
        "content" in item
        and isinstance(kind, (int, str))
        and kind in _TYPES
        and ("conversation_id" in item or is_object(item.get("conversation")))
    )


def _read_conversations(item: Record, _options: Options) -> Iterable[Native]:
    inside = pick(item, "data.payload|payload")
    if isinstance(inside, list):
        sender = pick(item, "meta.contact|meta.sender")
        return [_build_any(entry, sender) for entry in inside if is_object(entry)]
    if isinstance(item.get("event"), str) and not (_is_message(item) or "messages" in item):
        raise NoConversation("The event brings no message.")
    if not _is_known_object(item) and "messages" not in item:
        return []
    return [_build_any(item, None)]


def _build_any(item: Record, contact: Any) -> Native:
    if not _is_message(item):
        return _build_conversation(item, contact)
    around = pick_object(item, "conversation")
    number = pick(item, "conversation_id|conversation.display_id|conversation.id")
    return _build_conversation({**around, "messages": [item], "id": number}, contact)


def _build_conversation(item: Record, contact: Any) -> Native:
    sender = contact or pick(item, "meta.sender|contact") or {}
    messages = [_build_message(message) for message in pick_objects(item, "messages")]
    return pick_fields(
        item,
        id="id|display_id",
        status="status",
        channel="meta.channel|channel|additional_attributes.type",
        created_at="created_at|timestamp",
        subject="additional_attributes.mail_subject",
        page="additional_attributes.referer",
        rating="csat_survey_response.rating",
    ) | {
        "tags": pick_texts(item, "labels"),
        "customer": pick_fields(sender, id="id")
        | {"name": pick_person_names(sender, "name|email|phone_number")},
        "messages": messages,
    }


def _build_message(item: Record) -> Native:
    sender = pick_object(item, "sender")
    kind = str(pick(item, "sender_type") or sender.get("type") or "").casefold()
    author = _TYPES.get(item.get("message_type"), "system")
    if author == "agent" and kind in _BOTS:
        author = "bot"
    native = {
        "id": item.get("id"),
        "at": item.get("created_at"),
        "author": author,
        "author_id": pick(item, "sender.id|sender_id"),
        "author_name": pick_person_names(sender, "name|available_name|email"),
        "public": not item.get("private", False),
    }
    if pick(item, "content_attributes.deleted") is True:
        return native | {"deleted": True}
    return native | {"text": strip_markdown(item.get("content"))}


def strip_markdown(content: Any) -> Any:
    """Plain text of Markdown: links keep their address, marks of emphasis are removed."""
    if not isinstance(content, str):
        return content
    text = _LINK.sub(r"\1 (\2)", _IMAGE.sub(r"\1", content))
    return _BOLD.sub(r"\2", text).replace("\\\n", "\n")


READER = JsonReader(
    "chatwoot", "Chatwoot conversations", _matches, _read_conversations, is_partial=True
)
