"""Values with defaults, so that a test shows only what matters."""

import gzip
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from domain.conversations import Agent, Author, Conversation, Message, Rejected
from ingest.open import ReadResult, read

NOON = datetime(2026, 2, 3, 12, tzinfo=UTC)
KEY = b"only for tests"


def said(
    text: str, author: Author = "customer", minute: int | None = None, **fields: Any
) -> Message:
    at = None if minute is None else NOON + timedelta(minutes=minute)
    return Message(author=author, text=text, **{"at": at, **fields})


def talk(*messages: Message, **fields: Any) -> Conversation:
    placed = tuple(
        Message(**{name: getattr(one, name) for name in Message.__slots__} | {"position": i})
        for i, one in enumerate(messages)
    )
    return Conversation(**{"source": "desk", "id": "7", "messages": placed, **fields})


def agent(name: str | None = None, identifier: str | None = None) -> Agent:
    return Agent(identifier, name)


def lines(path: Path, *records: Any) -> Path:
    text = "".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in records)
    data = text.encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def items(reading: ReadResult) -> tuple[list[Conversation], list[Rejected]]:
    everything = list(reading.items)
    kept = [one for one in everything if isinstance(one, Conversation)]
    return kept, [one for one in everything if isinstance(one, Rejected)]


def read_all(path: Path, **options: Any) -> tuple[list[Conversation], list[Rejected]]:
    return items(read(path, **options))


def texts(conversations: Sequence[Conversation]) -> list[list[str]]:
    return [[message.text for message in one.messages] for one in conversations]
