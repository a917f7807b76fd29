"""Telegram Desktop's `result.json`: one chat, or a full export with its list of chats."""

from collections.abc import Iterable, Iterator
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
    PERSONAL_GAP,
    build_conversations,
    parse_unix_seconds,
    split_sessions,
)

_PERSONAL = {"personal_chat", "bot_chat", "saved_messages"}
_TYPES = _PERSONAL | {
    "private_group", "private_supergroup", "public_supergroup", "private_channel", "public_channel",
}  # fmt: skip


def _matches(item: Record) -> bool:
    chats = pick(item, "chats.list")
    if isinstance(chats, list):
        return all(is_object(entry) and _is_chat(entry) for entry in chats[:20])
    return _is_chat(item)


def _is_chat(item: Record) -> bool:
    return item.get("type") in _TYPES and isinstance(item.get("messages"), list)


def _read_conversations(item: Record, options: Options) -> Iterable[Native]:
    owner = pick(item, "personal_information.user_id")
    chats = pick_objects(item, "chats.list") + pick_objects(item, "left_chats.list")
    for chat in chats or [item]:
        yield from _read_chat(chat, f"user{owner}" if owner else None, options)


def _read_chat(chat: Record, owner: str | None, options: Options) -> Iterator[Native]:
    personal = chat.get("type") in _PERSONAL
    messages = [message for message in _iter_messages(chat, owner, options) if message]
    known = personal or bool(options.agents) or owner is not None
    gap = PERSONAL_GAP if personal else GROUP_GAP
    sessions = split_sessions(messages, gap, known=known)
    about: Native = {"channel": "telegram"}
    if personal:
        about["customer"] = {"id": f"user{chat.get('id')}", "name": chat.get("name")}
    yield from build_conversations(sessions, str(chat.get("id", "chat")), about, known=known)


def _iter_messages(
    chat: Record, owner: str | None, options: Options
) -> Iterator[ChatMessage | None]:
    at = 0.0
    for message in pick_objects(chat, "messages"):
        if message.get("type", "message") != "message":
            continue  # joins, calls, pins, and what this program could not show
        at = _read_time(message, options) or at
        yield _build_message(message, chat, at, owner, options)


def _read_time(message: Record, options: Options) -> float:
    return parse_unix_seconds(message, "date_unixtime|date", options.timezone)


def _build_message(
    message: Record, chat: Record, at: float, owner: str | None, options: Options
) -> ChatMessage | None:
    author_id = str(pick(message, "from_id|from") or "")
    customer = _is_customer(author_id, message.get("from"), chat, owner, options)
    unix = message.get("date_unixtime")
    native = {
        "id": message.get("id"),
        "at": unix if unix else message.get("date"),
        "author": "customer" if customer else "agent",
        "author_id": author_id,
        "author_name": message.get("from"),
        "text": extract_text(message.get("text")) or message.get("sticker_emoji"),
    }
    if message.get("via_bot") or chat.get("type") == "bot_chat":
        native["author"] = native["author"] if customer else "bot"
    reply = message.get("reply_to_message_id")
    return ChatMessage(
        str(message.get("id")),
        author_id,
        at,
        customer,
        native,
        None if reply is None else str(reply),
        is_post=reply is None and _is_channel(author_id, chat),
    )


def _is_customer(
    author_id: str, name: Any, chat: Record, owner: str | None, options: Options
) -> bool:
    if options.is_agent(author_id, author_id.removeprefix("user"), name) or author_id == owner:
        return False
    if chat.get("type") in _PERSONAL:
        return options.agents != frozenset() or author_id == f"user{chat.get('id')}"
    return not author_id.startswith("channel") and (bool(options.agents) or owner is not None)


def _is_channel(author_id: str, chat: Record) -> bool:
    """Whether a channel wrote it, and not an administrator in the name of the chat itself."""
    return author_id.startswith("channel") and author_id[7:] != str(chat.get("id"))


def extract_text(text: Any) -> Any:
    """The plain text of a message, which may be a list of texts and formatted pieces."""
    if not isinstance(text, list):
        return text
    return "".join(map(_format_piece, text))


def _format_piece(piece: Any) -> str:
    if isinstance(piece, str):
        return piece
    if not is_object(piece) or not isinstance(piece.get("text"), str):
        return ""
    link = piece.get("href")
    return f"{piece['text']} ({link})" if isinstance(link, str) else str(piece["text"])


READER = JsonReader("telegram", "Telegram Desktop export", _matches, _read_conversations)
