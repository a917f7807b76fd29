"""Facebook and Instagram: threads of messages as "Download your information" writes them."""

import re
from collections.abc import Iterable
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
    split_sessions,
)

_SENDER, _AT = "sender_name|senderName", "timestamp_ms|timestamp"
_MEDIA = ("photos", "videos", "audio_files", "files", "gifs", "sticker", "share", "media")
_NUMBER = re.compile(r"_\d{1,9}$")
_REACTION = re.compile(r"^(?:Liked a message|Reacted \S{1,20} to your message)\s*$")


def _matches(item: Record) -> bool:
    messages = item.get("messages")
    return (
        isinstance(item.get("participants"), list)
        and isinstance(messages, list)
        and all(is_object(one) and pick(one, _AT) is not None for one in messages[:20])
        and any(pick(one, _SENDER) is not None for one in messages[:20])
    )


def _read_conversations(item: Record, options: Options) -> Iterable[Native]:
    people = [_mend(one.get("name") if is_object(one) else one) for one in item["participants"]]
    title = _mend(pick(item, "title|threadName"))
    partner = _find_partner(title, people)
    known = bool(options.agents) or partner is not None
    rows = pick_objects(item, "messages")
    if rows and float(pick(rows[0], _AT)) > float(pick(rows[-1], _AT)):
        rows.reverse()  # the newest stand first; of one moment too
    rows.sort(key=lambda row: float(pick(row, _AT)))
    messages = [_build_message(row, partner, options) for row in rows]
    path = str(pick(item, "thread_path|threadName") or title or "thread")
    sessions = split_sessions(
        [message for message in messages if message],
        PERSONAL_GAP if len(people) <= 2 else GROUP_GAP,
        known=known,
    )
    name = path.rsplit("/", 1)[-1]
    return build_conversations(sessions, name, {"channel": "messenger"}, known=known)


def _find_partner(title: str, people: list[str]) -> str | None:
    """With whom a thread of two is: its title is their name."""
    if len(people) > 2:
        return None
    return next((name for name in people if name in (title, _NUMBER.sub("", title))), None)


def _build_message(row: Record, partner: str | None, options: Options) -> ChatMessage | None:
    name, at = _mend(pick(row, _SENDER)), pick(row, _AT)
    text = _mend(pick(row, "content|text"))
    share = _mend(pick(row, "share.share_text|share.link"))
    if _is_notice(row, name, text):
        text = ""
    agent = options.is_agent(name)
    customer = not agent and (bool(options.agents) or name == partner)
    native = {
        "at": at,
        "author": "customer" if customer else "agent",
        "author_id": name,
        "author_name": name,
        "deleted": pick(row, "is_unsent|isUnsent") is True or None,
        "text": "\n".join(word for word in (text, share) if word),
    }
    if not text and not share and row.get("type") in ("Subscribe", "Unsubscribe", "Call"):
        return None
    return ChatMessage(f"{at}-{name}", name, float(at) / 1000, customer, native)


def _is_notice(row: Record, name: str, text: str) -> bool:
    """Whether a text is the program's: "Anna sent an attachment.", a reaction."""
    has_media = any(row.get(mark) for mark in _MEDIA)
    told = text.startswith((name, "You ")) and text.endswith((".", "。"))
    return bool(_REACTION.match(text)) or (has_media and told)


def _mend(text: Any) -> str:
    """A text whose UTF-8 was written as Latin-1."""
    if not isinstance(text, str):
        return ""
    try:
        return text.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


READER = JsonReader("facebook", "Messenger thread", _matches, _read_conversations)
