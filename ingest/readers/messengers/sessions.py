"""Rooms where many people speak: their talks as conversations."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ingest.parsing.times import parse_time
from ingest.readers.interface import ChatMessage, Native, Record, pick

GROUP_GAP = 6 * 3600.0
"""Seconds of silence that end a talk in a group."""
PERSONAL_GAP = 7 * 86400.0
"""Seconds of silence that end a talk with one person."""


def build_conversations(
    talks: Iterable[list[ChatMessage]], room: str, about: Mapping[str, Any], *, known: bool
) -> Iterator[Native]:
    """Every talk as a conversation named after the room and its first message.

    `known`: whether it is known who the agents are; otherwise who opens a talk asks, and the rest
    answer.
    """
    for talk in talks:
        asker = next((one for one in talk if one.customer), None) if known else talk[0]
        customer = {"id": asker.who, "name": asker.native.get("author_name")} if asker else {}
        yield {
            "id": f"{room}-{talk[0].reply_to or talk[0].id}",
            "created_at": talk[0].native.get("at"),
            "customer": customer,
            **about,
            "messages": [_assign_author(one, talk[0], known=known) for one in talk],
        }


def parse_unix_seconds(item: Record, paths: str, timezone: str) -> float:
    """The unix seconds of a message; 0 where nobody can tell."""
    try:
        at = parse_time(pick(item, paths), timezone)
    except ValueError:
        return 0.0
    return at.timestamp() if at else 0.0


def _assign_author(one: ChatMessage, first: ChatMessage, *, known: bool) -> Native:
    if known or one.native.get("author") in {"bot", "system"}:
        return one.native
    return {**one.native, "author": "customer" if one.who == first.who else "agent"}
