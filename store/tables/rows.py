"""Domain values to table rows and back. Times are stored naive, in UTC."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from domain.asks import Ask
from domain.conversations import Agent, Conversation, Customer, Message, Rejected
from domain.periods import Period

_TIME = pa.timestamp("us")
CONVERSATIONS = pa.schema(
    [
        ("seq", pa.int64()),
        *((name, pa.string()) for name in ("source", "key", "id", "channel", "subject", "url")),
        *((name, pa.string()) for name in ("page", "status")),
        ("created_at", _TIME),
        ("closed_at", _TIME),
        ("spam", pa.bool_()),
        *((name, pa.string()) for name in ("customer", "plan", "country", "attributes")),
        ("tags", pa.list_(pa.string())),
        ("rating", pa.float64()),
    ]
)
MESSAGES = pa.schema(
    [
        ("seq", pa.int64()),
        *((name, pa.string()) for name in ("source", "conversation_key", "key", "id")),
        ("position", pa.int32()),
        ("written_at", _TIME),
        *((name, pa.string()) for name in ("author", "agent", "agent_group")),
        ("public", pa.bool_()),
        ("text", pa.string()),
    ]
)
ASKS = pa.schema(
    [
        *((name, pa.string()) for name in ("id", "source", "conversation_key", "conversation_id")),
        ("part", pa.int32()),
        ("asked_at", _TIME),
        *((name, pa.string()) for name in ("text", "clean_text", "language", "excluded")),
    ]
)


@dataclass(frozen=True, slots=True)
class PageCursor:
    """Where a conversation stands among those behind a count; holds across snapshots."""

    asked_at: datetime | None
    source: str
    conversation_id: str
    ask_id: str


def to_naive_utc(at: datetime | None) -> datetime | None:
    """An aware time as the store keeps it: UTC without a zone."""
    return at.astimezone(UTC).replace(tzinfo=None) if at else None


def to_aware_utc(at: datetime | None) -> datetime | None:
    """A stored time as everybody else speaks of it: UTC and aware."""
    return at.replace(tzinfo=UTC) if at else None


def to_query_bounds(period: Period) -> dict[str, datetime | None]:
    """A period as the parameters $start and $end of a query; None for `all`."""
    start, end = period.to_utc_bounds() or (None, None)
    return {"start": to_naive_utc(start), "end": to_naive_utc(end)}


def to_conversation_row(seq: int, conversation: Conversation) -> dict[str, Any]:
    """A protected conversation without its messages; what it does not say is None."""
    return {
        "seq": seq,
        "source": conversation.source,
        "key": conversation.key,
        "id": conversation.id,
        "channel": conversation.channel,
        "subject": conversation.subject,
        "url": conversation.url,
        "page": conversation.page,
        "status": conversation.status,
        "created_at": to_naive_utc(conversation.created_at),
        "closed_at": to_naive_utc(conversation.closed_at),
        "spam": conversation.spam,
        "customer": conversation.customer.id,
        "plan": conversation.customer.plan,
        "country": conversation.customer.country,
        "attributes": _dump_attributes(conversation.customer),
        "tags": list(conversation.tags) or None,
        "rating": conversation.rating,
    }


def _dump_attributes(customer: Customer) -> str | None:
    if not customer.attributes:
        return None
    return json.dumps(dict(customer.attributes), ensure_ascii=False, sort_keys=True)


def to_message_rows(seq: int, conversation: Conversation) -> list[dict[str, Any]]:
    """The messages of a conversation; of two with one key the last stays."""
    rows = {
        message.key: {
            "seq": seq,
            "source": conversation.source,
            "conversation_key": conversation.key,
            "key": message.key,
            "id": message.id,
            "position": message.position,
            "written_at": to_naive_utc(message.at),
            "author": message.author,
            "agent": message.agent.id if message.agent else None,
            "agent_group": message.agent.group if message.agent else None,
            "public": message.public,
            "text": message.text,
        }
        for message in conversation.messages
    }
    return list(rows.values())


def to_ask_table(asks: Iterable[Ask]) -> pa.Table:
    """Asks as an Arrow table."""
    rows = [
        {
            "id": ask.id,
            "source": ask.source,
            "conversation_key": ask.conversation_key,
            "conversation_id": ask.conversation_id,
            "part": ask.part,
            "asked_at": to_naive_utc(ask.at),
            "text": ask.text,
            "clean_text": ask.clean_text,
            "language": ask.language,
            "excluded": ask.excluded,
        }
        for ask in asks
    ]
    return pa.Table.from_pylist(rows, schema=ASKS)


def to_key_table(conversations: Sequence[Conversation]) -> pa.Table:
    """The identities of conversations: source, key."""
    return pa.table(
        {
            "source": pa.array(
                [conversation.source for conversation in conversations], pa.string()
            ),
            "key": pa.array([conversation.key for conversation in conversations], pa.string()),
        }
    )


def to_rejected_table(import_no: int, rejected: Sequence[Rejected]) -> pa.Table:
    """Rows that could not be read, in the order they were met."""
    return pa.table(
        {
            "import_no": pa.array([import_no] * len(rejected), pa.int32()),
            "seq": pa.array(range(len(rejected)), pa.int32()),
            "place": pa.array([row.place for row in rejected], pa.string()),
            "reason": pa.array([row.reason for row in rejected], pa.string()),
        }
    )


def parse_ask_row(row: dict[str, Any]) -> Ask:
    """An ask from a row of the table `asks`."""
    return Ask(
        id=row["id"],
        source=row["source"],
        conversation_key=row["conversation_key"],
        conversation_id=row["conversation_id"],
        part=row["part"],
        text=row["text"],
        clean_text=row["clean_text"],
        language=row["language"],
        at=to_aware_utc(row["asked_at"]),
        excluded=row["excluded"],
    )


def parse_conversation_row(row: dict[str, Any], messages: Sequence[dict[str, Any]]) -> Conversation:
    """A merged conversation from its row and those of its messages."""
    attributes = json.loads(row["attributes"]) if row["attributes"] else {}
    return Conversation(
        source=row["source"],
        messages=tuple(parse_message_row(message) for message in messages),
        id=row["id"],
        key=row["key"],
        channel=row["channel"],
        subject=row["subject"],
        url=row["url"],
        page=row["page"],
        status=row["status"],
        created_at=to_aware_utc(row["created_at"]),
        closed_at=to_aware_utc(row["closed_at"]),
        spam=row["spam"],
        customer=Customer(
            id=row["customer"],
            plan=row["plan"],
            country=row["country"],
            attributes=tuple(sorted(attributes.items())),
        ),
        tags=tuple(row["tags"] or ()),
        rating=row["rating"],
    )


def parse_message_row(row: dict[str, Any]) -> Message:
    """A message from a row of `message_now`."""
    agent = Agent(row["agent"], None, row["agent_group"])
    return Message(
        author=row["author"],
        text=row["text"],
        id=row["id"],
        key=row["key"],
        at=to_aware_utc(row["written_at"]),
        agent=agent if row["agent"] or row["agent_group"] else None,
        public=row["public"],
        position=row["position"],
    )
