"""Sessions of group and personal chats as conversations."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ingest.parsing.times import parse_time
from ingest.readers.interface import ChatMessage, Native, Record, pick

GROUP_GAP = 6 * 3600.0
"""Seconds without a message that end a session in a group."""
PERSONAL_GAP = 7 * 86400.0
"""Seconds without a message that end a session with one person."""


def build_conversations(
    sessions: Iterable[list[ChatMessage]], channel: str, about: Mapping[str, Any], *, known: bool
) -> Iterator[Native]:
    """Every session as a conversation; its id is the channel's and its first message's.

    `known`: whether the agents are known; otherwise the first author of a session is taken for the
    customer and all others for agents. `about` are fields of every conversation.
    """
    for session in sessions:
        asker = (
            next((message for message in session if message.customer), None)
            if known
            else session[0]
        )
        customer = {"id": asker.author_id, "name": asker.native.get("author_name")} if asker else {}
        yield {
            "id": f"{channel}-{session[0].reply_to or session[0].id}",
            "created_at": session[0].native.get("at"),
            "customer": customer,
            **about,
            "messages": [_assign_author(message, session[0], known=known) for message in session],
        }


def parse_unix_seconds(item: Record, paths: str, timezone: str) -> float:
    """The unix seconds of a message; 0 where it has no valid time."""
    try:
        at = parse_time(pick(item, paths), timezone)
    except ValueError:
        return 0.0
    return at.timestamp() if at else 0.0


def _assign_author(message: ChatMessage, first: ChatMessage, *, known: bool) -> Native:
    if known or message.native.get("author") in {"bot", "system"}:
        return message.native
    return {
        **message.native,
        "author": "customer" if message.author_id == first.author_id else "agent",
    }
