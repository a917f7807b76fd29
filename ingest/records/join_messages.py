"""Join of messages to conversations, in whatever order they stand in a file.

Few messages are joined in memory. Many are hash-partitioned by conversation into unnamed files
(`ingest.formats.spool`); memory then holds one partition.
"""

import hashlib
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import IO, Any

from domain.conversations import Conversation, Customer, Message, Rejected
from ingest.formats.spool import open_spool

Item = Conversation | Rejected
IN_MEMORY = 50_000
"""Messages (a conversation without any counts as one) joined without temporary files."""
PARTS = 64
"""Partitions on disk."""


def join_conversations(items: Iterable[Item], in_memory: int = IN_MEMORY) -> Iterator[Item]:
    """Conversations of the same source and id merged, with messages in the order of reading.

    `Rejected` and conversations without an id pass through.
    """
    stream = iter(items)
    first = _take_items(stream, in_memory)
    rest = next(stream, None)
    if rest is None:
        yield from _join_in_memory(first)
    else:
        yield from _join_by_parts(chain(first, [rest], stream))


def _take_items(stream: Iterator[Item], most: int) -> list[Item]:
    """The first items of a stream, with about `most` messages."""
    taken: list[Item] = []
    held = 0
    while held < most and (item := next(stream, None)) is not None:
        taken.append(item)
        held += 1 if isinstance(item, Rejected) else max(1, len(item.messages))
    return taken


def _join_in_memory(items: Iterable[Item]) -> Iterator[Item]:
    groups: dict[tuple[str, str], list[Conversation]] = {}
    for item in items:
        if isinstance(item, Rejected) or item.id is None:
            yield item
        else:
            groups.setdefault((item.source, item.id), []).append(item)
    for rows in groups.values():
        yield _merge_conversations(rows)


def _join_by_parts(items: Iterable[Item]) -> Iterator[Item]:
    parts = [open_spool() for _ in range(PARTS)]
    try:
        for item in items:
            if isinstance(item, Rejected) or item.id is None:
                yield item
            else:
                pickle.dump(item, parts[_pick_part(item)])
        for part in parts:
            part.seek(0)
            yield from _join_in_memory(_unpickle_conversations(part))
    finally:
        for part in parts:
            part.close()


def _pick_part(row: Conversation) -> int:
    return hashlib.sha256(f"{row.source}\0{row.id}".encode()).digest()[0] % PARTS


def _unpickle_conversations(part: IO[bytes]) -> Iterator[Conversation]:
    while True:
        try:
            yield pickle.load(part)  # noqa: S301 - written by this process a moment ago
        except EOFError:
            return


def _merge_conversations(rows: list[Conversation]) -> Conversation:
    """One conversation from its rows; of each field, the first value counts."""
    messages = _merge_messages(rows)
    names = chain.from_iterable((row.customer.name or "").split("\n") for row in rows)
    first = rows[0]
    first_known: dict[str, Any] = {
        field: next((value for row in rows if (value := getattr(row, field)) is not None), None)
        for field in ("channel", "subject", "url", "page", "status", "spam", "rating")
    }
    return replace(
        first,
        **first_known,
        created_at=min((row.created_at for row in rows if row.created_at), default=None),
        closed_at=max((row.closed_at for row in rows if row.closed_at), default=None),
        customer=_merge_customers(rows, "\n".join(dict.fromkeys(filter(None, names))) or None),
        tags=tuple(dict.fromkeys(tag for row in rows for tag in row.tags)),
        messages=tuple(replace(message, position=i) for i, message in enumerate(messages)),
    )


def _merge_messages(rows: list[Conversation]) -> list[Message]:
    """All messages; one that comes again replaces the earlier version in its place."""
    found: dict[str | int, Message] = {}
    for message in (message for row in rows for message in row.messages):
        found[message.id if message.id is not None else len(found)] = message
    return list(found.values())


def _merge_customers(rows: list[Conversation], names: str | None) -> Customer:
    customers = [row.customer for row in rows]
    attributes = dict(pair for customer in reversed(customers) for pair in customer.attributes)
    return Customer(
        id=next((customer.id for customer in customers if customer.id), None),
        name=names,
        plan=next((customer.plan for customer in customers if customer.plan), None),
        country=next((customer.country for customer in customers if customer.country), None),
        attributes=tuple(sorted(attributes.items())),
    )
