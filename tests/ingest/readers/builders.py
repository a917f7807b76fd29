"""What a sample or a file says, in a shape that is easy to compare."""

import json
from pathlib import Path
from typing import Any

from domain.conversations import Conversation, Rejected
from ingest.asks.segment import cut_asks
from ingest.open import read
from tests.ingest.builders import items

SAMPLES = Path(__file__).parent.parent / "samples"
Line = tuple[str, str]


def sample(name: str, **options: Any) -> tuple[list[Conversation], list[Rejected]]:
    """The conversations of a sample, and what could not be read."""
    return items(read(SAMPLES / name, **options))


def read_content(
    folder: Path, name: str, content: Any, **options: Any
) -> tuple[str, list[Conversation], list[Rejected]]:
    """(source, conversations, what could not be read) of a file with this content: bytes, a text,
    or an object that is written as JSON."""
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
    reading = read(path, **options)
    return reading.source, *items(reading)


def story(conversation: Conversation) -> list[Line]:
    """(author, text) of every message; a note of an agent is a "note"."""
    return [(one.author if one.public else "note", one.text) for one in conversation.messages]


def asked(conversation: Conversation) -> list[str]:
    """The texts of the asks that count."""
    return [ask.text for ask in cut_asks(conversation) if ask.excluded is None]


def minutes(conversation: Conversation) -> list[str | None]:
    """When the messages were said, UTC."""
    return [one.at.strftime("%d %H:%M") if one.at else None for one in conversation.messages]
