"""Discord: a channel as DiscordChatExporter writes it, in JSON or CSV."""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from ingest.parsing.times import parse_time
from ingest.readers.interface import (
    ChatMessage,
    JsonReader,
    Native,
    Options,
    Record,
    is_object,
    pick,
    pick_object,
    pick_objects,
)
from ingest.readers.messengers.sessions import (
    GROUP_GAP,
    PERSONAL_GAP,
    build_conversations,
    parse_unix_seconds,
    split_sessions,
)

_SAID = {"default", "reply", "chatinputcommand", "applicationcommand", "contextmenucommand",
         "0", "19", "20", "23"}  # fmt: skip
"""Types of what somebody said; all others are events."""
_COLUMNS = ["AuthorID", "Author", "Date", "Content"]


def _matches(item: Record) -> bool:
    messages = item.get("messages")
    return (
        is_object(item.get("channel"))
        and isinstance(messages, list)
        and ("guild" in item or "exportedAt" in item)
        and all(is_object(one) and is_object(one.get("author")) for one in messages[:20])
    )


def _read_conversations(item: Record, options: Options) -> Iterable[Native]:
    channel = pick_object(item, "channel")
    kind = str(channel.get("type"))
    messages = [
        _build_message(message, options)
        for message in pick_objects(item, "messages")
        if str(message.get("type", "Default")).casefold() in _SAID
    ]
    if "Thread" in kind and messages:  # all of a thread answers its first message
        inside = {message.id for message in messages}
        messages = [messages[0], *(_answer(one, messages[0].id, inside) for one in messages[1:])]
    gap = PERSONAL_GAP if "Direct" in kind else GROUP_GAP
    about = {"channel": "discord", "tags": [pick(channel, "name")]}
    return _build_talks(messages, str(channel.get("id") or "discord"), about, gap, options)


def matches_csv(head: str, _options: Options) -> bool:
    """Whether a text begins as DiscordChatExporter's CSV does."""
    first = head.lstrip("\ufeff").split("\n", 1)[0]
    return [name.strip('" \r') for name in first.split(",")][:4] == _COLUMNS


def read_csv(lines: list[str], _name: str, options: Options) -> Iterable[Native]:
    """The talks of a channel in CSV, which knows no replies."""
    lines = [lines[0].lstrip("\ufeff"), *lines[1:]]
    messages = []
    for row in csv.DictReader(f"{line}\n" for line in lines):
        key = "\0".join(str(row.get(name)) for name in _COLUMNS)
        message = {
            "id": hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16],
            "timestamp": row.get("Date"),
            "content": (row.get("Content") or "").rstrip("\n"),
            "author": {"id": row.get("AuthorID"), "name": row.get("Author")},
        }
        messages.append(_build_message(message, options))
    return _build_talks(messages, "discord", {"channel": "discord"}, GROUP_GAP, options)


def _build_talks(
    messages: list[ChatMessage], name: str, about: Mapping[str, Any], gap: float, options: Options
) -> Iterator[Native]:
    known = bool(options.agents)
    sessions = split_sessions(messages, gap, known=known)
    yield from build_conversations(sessions, name, about, known=known)


def _build_message(message: Record, options: Options) -> ChatMessage:
    author = pick_object(message, "author")
    names = [author.get(name) for name in ("id", "name", "nickname")]
    roles = [role.get("name") for role in pick_objects(author, "roles")]
    full = f"{author.get('name')}#{author.get('discriminator')}"
    bot = author.get("isBot") is True
    agent = bot or options.is_agent(*names, full, *roles)
    customer = bool(options.agents) and not agent
    native = {
        "id": message.get("id"),
        "at": _pick_time(message, options),
        "author": "bot" if bot else "customer" if customer else "agent",
        "author_id": author.get("id"),
        "author_name": pick(author, "nickname|name"),
        "text": _read_words(message),
    }
    reply = pick(message, "reference.messageId")
    at = parse_unix_seconds(message, "timestamp", options.timezone)
    return ChatMessage(
        str(message.get("id")),
        str(author.get("id")),
        at,
        customer,
        native,
        str(reply) if reply else None,
    )


def _pick_time(message: Record, options: Options) -> datetime | Any:
    """A time, which a CSV writes without the zone it is in."""
    try:
        return parse_time(message.get("timestamp"), options.timezone)
    except ValueError:
        return message.get("timestamp")


def _read_words(message: Record) -> str:
    words = [message.get("content")]
    for embed in pick_objects(message, "embeds"):
        if words[0] and embed.get("url"):
            continue  # the preview of a page that was linked
        fields = pick_objects(embed, "fields")
        words += [pick(embed, "title"), pick(embed, "description")]
        words += [f"{field.get('name')}: {field.get('value')}" for field in fields]
    return "\n".join(word for word in words if isinstance(word, str) and word.strip())


def _answer(message: ChatMessage, root: str, inside: set[str]) -> ChatMessage:
    """The message as an answer to the root, unless it answers another of the same thread."""
    answered = message.reply_to if message.reply_to in inside else root
    return replace(message, reply_to=answered)


READER = JsonReader("discord", "Discord channel", _matches, _read_conversations)
