"""Sessions of group and personal chats as conversations: when one talk ends."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ingest.parsing.times import parse_time
from ingest.readers.interface import ChatMessage, Native, Record, pick

GROUP_GAP = 6 * 3600.0
"""Seconds without a message that end a session in a group."""
PERSONAL_GAP = 7 * 86400.0
"""Seconds without a message that end a session with one person."""


THREAD_GAP = 300.0
"""Seconds within which an author goes on without a mark where all replies are marked."""


@dataclass(slots=True)
class _Room:
    """The talks below one place: the chat itself, a topic, a post."""

    newest: int | None = None
    """The talk somebody wrote in last."""
    own: dict[str, int] = field(default_factory=dict)
    """Author -> the talk they wrote in last."""


def split_sessions(
    messages: Iterable[ChatMessage], gap: float, *, known: bool, threads: bool = False
) -> Iterator[list[ChatMessage]]:
    """The talks of a chat, in the order of their first messages.

    A reply joins the talk of the message it answers. What it answers is no talk but a place where
    it is not among the messages, is the room's own, or stands in a talk without a customer; below
    a place the rules of a room hold. Somebody of the team writes in the newest talk: if a customer
    spoke last in it, however late; else within `gap` seconds. A customer goes on with their own
    last talk within the gap. Whoever finds no such talk opens one. Where agents are not `known`, a
    message joins the newest talk within the gap.

    `threads`: all replies are marked as such, so that a message without a mark goes on with its
    author's last one within `THREAD_GAP`, or opens a talk.
    """
    talks: list[list[ChatMessage]] = []
    talk_of: dict[str, int] = {}
    place_of: list[str | None] = []
    rooms: dict[str | None, _Room] = {}
    for message in messages:
        answered = talk_of.get(message.reply_to) if message.reply_to else None
        if answered is None:
            place, found = message.reply_to, None
        elif _is_place(talks[answered], known=known):
            place, found = talks[answered][0].id, None
        else:
            place, found = place_of[answered], answered
        room = rooms.setdefault(place, _Room())
        in_threads = threads and place is None
        if found is None:
            found = _find_talk(room, talks, message, gap, known=known, in_threads=in_threads)
        if found is None:
            found = len(talks)
            talks.append([])
            place_of.append(place)
        talks[found].append(message)
        talk_of[message.id] = found
        room.newest = found
        if not (in_threads and message.reply_to):
            room.own[message.author_id] = found
    yield from talks


def _is_place(talk: list[ChatMessage], *, known: bool) -> bool:
    """Whether a talk is none: what the room itself said, or nobody's of the customers."""
    return talk[0].is_post or (known and not any(message.customer for message in talk))


def _find_talk(
    room: _Room,
    talks: list[list[ChatMessage]],
    message: ChatMessage,
    gap: float,
    *,
    known: bool,
    in_threads: bool,
) -> int | None:
    """The talk that a message goes on with; None where it opens one."""
    if in_threads or (known and message.customer):
        found, gap = room.own.get(message.author_id), THREAD_GAP if in_threads else gap
    else:
        found = room.newest
        if known and found is not None and talks[found][-1].customer:
            return found
    if found is None or message.is_post or message.at - talks[found][-1].at > gap:
        return None
    return found


def build_conversations(
    sessions: Iterable[list[ChatMessage]], channel: str, about: Mapping[str, Any], *, known: bool
) -> Iterator[Native]:
    """Every session as a conversation; its id is the channel's and its first message's, or of the
    message that the first session below a place answers.

    `known`: whether the agents are known; otherwise the first author of a session is taken for the
    customer and all others for agents. `about` are fields of every conversation.
    """
    begun: set[str] = set()
    for session in sessions:
        opening = session[0].reply_to or session[0].id
        opening = session[0].id if opening in begun else opening
        begun.add(opening)
        asker = (
            next((message for message in session if message.customer), None)
            if known
            else next((message for message in session if not message.is_post), None)
        )
        customer = {"id": asker.author_id, "name": asker.native.get("author_name")} if asker else {}
        yield {
            "id": f"{channel}-{opening}",
            "created_at": session[0].native.get("at"),
            "customer": customer,
            **about,
            "messages": [_assign_author(message, asker, known=known) for message in session],
        }


def parse_unix_seconds(item: Record, paths: str, timezone: str) -> float:
    """The unix seconds of a message; 0 where it has no valid time."""
    try:
        at = parse_time(pick(item, paths), timezone)
    except ValueError:
        return 0.0
    return at.timestamp() if at else 0.0


def _assign_author(message: ChatMessage, asker: ChatMessage | None, *, known: bool) -> Native:
    if known or message.is_post or message.native.get("author") in {"bot", "system"}:
        return message.native
    is_asker = asker is not None and message.author_id == asker.author_id
    return {**message.native, "author": "customer" if is_asker else "agent"}
