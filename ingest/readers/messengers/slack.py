"""Slack: an export (folders of channels with a file a day, `users.json`), or lists of messages."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ingest.readers.interface import (
    ChatMessage,
    JsonReader,
    Native,
    Options,
    Record,
    is_object,
    pick,
    pick_objects,
)
from ingest.readers.messengers.sessions import (
    GROUP_GAP,
    build_conversations,
    parse_unix_seconds,
    split_sessions,
)
from ingest.readers.messengers.slack_words import read_words

_IGNORED_SUBTYPES = {
    "channel_join", "channel_leave", "channel_topic", "channel_purpose", "channel_name",
    "channel_archive", "channel_unarchive", "group_join", "group_leave", "pinned_item",
    "unpinned_item", "bot_add", "bot_remove", "reminder_add", "channel_convert_to_private",
    "huddle_thread", "sh_room_created",
}  # fmt: skip


def _matches(item: Record) -> bool:
    inside = item.get("messages")
    if isinstance(inside, list) and inside:
        return all(is_object(entry) and _is_message(entry) for entry in inside[:20])
    return _is_message(item)


def _is_message(item: Record) -> bool:
    stamp = item.get("ts")
    return (
        item.get("type") == "message"
        and isinstance(stamp, str)
        and bool(re.fullmatch(r"\d{9,11}\.\d{1,6}", stamp))
    )


def _read_conversations(item: Record, options: Options) -> Iterable[Native]:
    messages = pick_objects(item, "messages") if "messages" in item else [item]
    return read_channel(messages, "", {}, options)


def read_channel(
    messages: Iterable[Record], channel: str, users: Mapping[str, Record], options: Options
) -> Iterator[Native]:
    """The threads of one channel as conversations."""
    guests = any(map(_is_guest, users.values()))
    by_id: dict[str, ChatMessage] = {}
    for message in sorted(map(_apply_edit, messages), key=_get_timestamp):
        if message.get("subtype") not in _IGNORED_SUBTYPES and message.get("ts"):
            built = _build_message(message, users, options, guests=guests)
            by_id[built.id] = built
    known = bool(options.agents) or guests
    threads = any(message.reply_to for message in by_id.values())
    sessions = split_sessions(by_id.values(), GROUP_GAP, known=known, threads=threads)
    yield from build_conversations(sessions, channel or "slack", {"channel": "slack"}, known=known)


def _get_timestamp(message: Record) -> str:
    return str(message.get("ts"))


def _apply_edit(message: Record) -> Record:
    """The edited or deleted message, for an event of an edit or a deletion."""
    if message.get("subtype") == "message_changed" and is_object(message.get("message")):
        return {**message["message"], "type": "message"}
    if message.get("subtype") in {"message_deleted", "tombstone"}:
        stamp = message.get("deleted_ts") or message.get("ts")
        gone = {"text": "", "deleted": True, "attachments": [], "blocks": []}
        return {**message, "ts": stamp, **gone}
    return message


def _build_message(
    message: Record, users: Mapping[str, Record], options: Options, *, guests: bool
) -> ChatMessage:
    """`guests`: whether the export marks any user as a guest, who then is a customer."""
    author_id = str(pick(message, "user|bot_id|username") or "")
    user = users.get(author_id) or message.get("user_profile") or {}
    name = pick(user, "real_name|profile.real_name|name|display_name")
    bot = message.get("subtype") == "bot_message" or "bot_id" in message or user.get("is_bot")
    agent = options.is_agent(author_id, name, pick(user, "name|profile.email")) or bot
    if not options.agents and guests:
        agent = agent or not _is_guest(user)
    customer = not agent and (bool(options.agents) or guests)
    native = {
        "id": message.get("ts"),
        "at": message.get("ts"),
        "author": "bot" if bot else "customer" if customer else "agent",
        "author_id": author_id,
        "author_name": name,
        "deleted": message.get("deleted") is True or None,
        "text": read_words(message),
    }
    thread = message.get("thread_ts")
    reply = str(thread) if thread and thread != message.get("ts") else None
    at = parse_unix_seconds(message, "ts", options.timezone)
    return ChatMessage(str(message.get("ts")), author_id, at, customer, native, reply)


def _is_guest(user: Any) -> bool:
    marks = ("is_restricted", "is_ultra_restricted", "is_stranger")
    return is_object(user) and any(user.get(mark) is True for mark in marks)


READER = JsonReader(
    "slack",
    "Slack messages",
    _matches,
    _read_conversations,
    is_partial=True,
    wrap_key="messages",
    is_fragment=_is_message,
)
