"""Join of messages that name what they reply to, as posts do, in whatever order they stand.

What each message replies to is held in memory, the messages themselves in an unnamed file.
"""

import pickle
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from domain.conversations import Conversation, Rejected
from ingest.formats.jsonl import Located
from ingest.formats.spool import open_spool


def join_replies(natives: Iterator[Located | Rejected]) -> Iterator[Located | Rejected]:
    """Native objects of one message each, with the id of the conversation they belong to: that of
    the customer's message at the root of their replies.

    What the team posts unasked is a place, not a conversation: each reply below it opens its own.
    So does a reply to a message that is not in the file.
    """
    parents: dict[str, str] = {}
    posts: set[str] = set()
    with open_spool() as spool:
        count = 0
        for item in natives:
            pickle.dump(item, spool)
            count += 1
            if not isinstance(item, Rejected):
                _note_reply(item[1], parents, posts)
        spool.seek(0)
        for _ in range(count):
            item = pickle.load(spool)  # noqa: S301 - written by this process a moment ago
            if not isinstance(item, Rejected):
                native = item[1]
                native.pop("reply_to", None)
                native["id"] = _find_root(_write_id(native.get("id")), parents, posts)
            yield item


def sort_by_time(items: Iterator[Conversation | Rejected]) -> Iterator[Conversation | Rejected]:
    """Conversations with their messages in the order of their times; files of posts have any."""
    never = datetime.max.replace(tzinfo=UTC)
    for item in items:
        if isinstance(item, Rejected):
            yield item
            continue
        messages = sorted(item.messages, key=lambda message: message.at or never)
        yield replace(
            item,
            messages=tuple(replace(one, position=place) for place, one in enumerate(messages)),
        )


def _note_reply(native: dict[str, Any], parents: dict[str, str], posts: set[str]) -> None:
    number, parent = _write_id(native.get("id")), _write_id(native.get("reply_to"))
    parents[number] = parent
    authors = {message.get("author") for message in native.get("messages", ())}
    if not parent and "customer" not in authors:
        posts.add(number)


def _find_root(number: str, parents: dict[str, str], posts: set[str]) -> str:
    """The first message of a conversation; every message on the way is noted to lead there."""
    way = {number: None}
    root = number
    while (parent := parents.get(root)) and parent in parents and parent not in posts:
        if parent in way:  # a circle
            break
        way[parent] = None
        root = parent
    for step in way:
        if step != root:
            parents[step] = root
    return root


def _write_id(value: Any) -> str:
    """An id as text; data frames write whole numbers as "12.0"."""
    text = "" if value is None else str(value).strip()
    return text.removesuffix(".0")
