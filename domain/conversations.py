"""Conversations as they come in, after a reader understood them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Author = Literal["customer", "agent", "bot", "system"]
"""Who wrote a message."""


@dataclass(frozen=True, slots=True)
class Agent:
    """The person of the support team who wrote a message."""

    id: str | None = None
    """The tool's id; after `protect` an HMAC of it."""
    name: str | None = None
    """Only between reading and masking: masked out of every text, never kept."""
    group: str | None = None
    """Team the agent belongs to, as the tool calls it."""


@dataclass(frozen=True, slots=True)
class Customer:
    """The person who asked."""

    id: str | None = None
    """The tool's id; after `protect` an HMAC of it. None where the tool names nobody."""
    name: str | None = None
    """Only between reading and masking: masked out of every text, never kept."""
    plan: str | None = None
    country: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    """Other attributes the record gave, sorted by name."""


@dataclass(frozen=True, slots=True)
class Message:
    """One utterance in a conversation."""

    author: Author
    text: str
    """Readable plain text; HTML already turned to text."""
    id: str | None = None
    """The tool's id of the message. None where it has none."""
    key: str = ""
    """Identity inside the conversation, set by `protect`: the id, or a keyed digest of the content
    with its occurrence. Never printed, never sorted by."""
    at: datetime | None = None
    """When it was written, UTC and aware. None where unknown."""
    agent: Agent | None = None
    public: bool = True
    """False for an internal note."""
    position: int = 0
    """Place in the conversation as it was read, from 0: orders messages that have no time."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A thread between one customer and support."""

    source: str
    """Which tool or file family it came from, e.g. "intercom"; part of its identity."""
    messages: tuple[Message, ...]
    id: str | None = None
    """What people see: the tool's id, or after `protect` a digest of the masked content."""
    key: str = ""
    """Identity inside the source, set by `protect`: the tool's id, or a keyed digest of the
    content with its occurrence. Never printed, never sorted by."""
    channel: str | None = None
    subject: str | None = None
    url: str | None = None
    """Where a person can open it in the tool it came from."""
    page: str | None = None
    """The page of the product the customer was on."""
    status: str | None = None
    created_at: datetime | None = None
    """UTC and aware; None where unknown."""
    closed_at: datetime | None = None
    spam: bool | None = None
    """None where the tool did not say."""
    customer: Customer = field(default_factory=Customer)
    tags: tuple[str, ...] = ()
    rating: float | None = None
    place: str = ""
    """Where it was read, e.g. "export.csv:17": for messages to people, never kept as identity."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A piece of input that could not be read. It is counted, listed, kept and stops nothing."""

    place: str
    """File and row (and field): "export.csv:17", "threads.jsonl.gz:3 messages[2].at"."""
    reason: str
    """What is wrong and what would be right; never customer text."""
