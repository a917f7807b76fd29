"""What a sample says, in a shape that is easy to compare."""

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


def story(told: Conversation) -> list[Line]:
    """(author, text) of every message; a note of an agent is a "note"."""
    return [(one.author if one.public else "note", one.text) for one in told.messages]


def asked(told: Conversation) -> list[str]:
    """The texts of the asks that count."""
    return [ask.text for ask in cut_asks(told) if ask.excluded is None]


def minutes(told: Conversation) -> list[str | None]:
    """When the messages were said, UTC."""
    return [one.at.strftime("%d %H:%M") if one.at else None for one in told.messages]
