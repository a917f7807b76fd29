"""Tombstones: keyed digests (HMAC-SHA-256) of what was erased, outside the store, so that neither a
re-import nor a restored backup brings it back.

`<home>-secrets/forgotten` holds a line each: "conversation DIGEST" or "customer DIGEST TIME". A
digest reveals nothing without the key. Lines are only ever added. A line that was cut or changed
counts for nothing, and costs no other.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain.conversations import Conversation
from store.files.atomic import replace_file
from store.files.home import Home

_LINE = re.compile(
    r"conversation ([0-9a-f]{32})|customer ([0-9a-f]{32}) (\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d)"
)


@dataclass(frozen=True, slots=True)
class Tombstones:
    """Everything that was forgotten in one workspace."""

    key: bytes
    conversations: frozenset[str]
    customers: dict[str, datetime]
    """Digest of a customer -> when they were forgotten; what they say later is new."""

    def __len__(self) -> int:
        return len(self.conversations) + len(self.customers)

    def is_forgotten(self, conversation: Conversation) -> bool:
        """Whether a protected conversation was forgotten, or is an older one of a customer who
        was. One without a time counts as older."""
        times = [
            at
            for at in (conversation.created_at, *(message.at for message in conversation.messages))
            if at
        ]
        return self.is_telling_forgotten(
            conversation.source,
            conversation.key,
            conversation.customer.id,
            min(times, default=None),
        )

    def is_telling_forgotten(
        self, source: str, key: str, customer: str | None, first_at: datetime | None
    ) -> bool:
        """The same of a conversation given by its identity, its customer (hashed) and its first
        time."""
        if self.is_key_forgotten(source, key):
            return True
        if not self.customers or customer is None:
            return False
        erased = self.customers.get(hash_customer(self.key, source, customer))
        return erased is not None and (first_at is None or first_at <= erased)

    def is_key_forgotten(self, source: str, key: str) -> bool:
        """Whether the conversation of this identity was forgotten."""
        return bool(self.conversations) and (
            hash_conversation(self.key, source, key) in self.conversations
        )


def read_tombstones(home: Home) -> Tombstones:
    """What was forgotten so far. Raises `DamagedStore` when there is no key to tell it by."""
    conversations, customers, _ = read_digests(home)
    key = home.load_key() if conversations or customers else b""
    return Tombstones(key, frozenset(conversations), customers)


def read_digests(home: Home) -> tuple[set[str], dict[str, datetime], int]:
    """Digests of conversations, those of customers with their times, and how many lines say
    nothing: cut short, or changed."""
    conversations: set[str] = set()
    customers: dict[str, datetime] = {}
    damaged = 0
    for line in _read_lines(home):
        match = _LINE.fullmatch(line)
        if match and match[1]:
            conversations.add(match[1])
        elif match and (at := _parse_time(match[3])) is not None:
            customers[match[2]] = max(at, customers.get(match[2], at))
        else:
            damaged += bool(line)
    return conversations, customers, damaged


def add_tombstones(
    home: Home,
    conversations: Iterable[tuple[str, str]],
    customers: Iterable[tuple[str, str]],
    now: datetime,
) -> None:
    """Write down, lastingly, that these (source, key) and (source, hashed customer) are gone."""
    key = home.load_key()
    add_digests(
        home,
        [hash_conversation(key, *found) for found in conversations],
        {hash_customer(key, *customer): now for customer in customers},
    )


def add_digests(
    home: Home, conversations: Iterable[str], customers: Mapping[str, datetime]
) -> None:
    """Write down these digests, lastingly. A line that was cut, and says nothing, goes."""
    lines = [f"conversation {digest}" for digest in conversations]
    lines += [f"customer {digest} {at.isoformat()}" for digest, at in customers.items()]
    before = [line for line in _read_lines(home) if line]
    whole = [line for line in before if _LINE.fullmatch(line)]
    if not lines and whole == before:
        return
    content = "".join(f"{line}\n" for line in [*whole, *sorted(lines)])
    replace_file(get_tombstones_path(home), content.encode(), mode=0o600)


def get_tombstones_path(home: Home) -> Path:
    """The file that they lie in."""
    return home.secrets / "forgotten"


def hash_conversation(key: bytes, source: str, conversation_key: str) -> str:
    """What stands for a conversation among the tombstones."""
    return _hash_parts(key, "forgotten conversation", source, conversation_key)


def hash_customer(key: bytes, source: str, customer: str) -> str:
    """What stands for a customer, given their hashed id."""
    return _hash_parts(key, "forgotten customer", source, customer)


def _hash_parts(key: bytes, *parts: str) -> str:
    return hmac.new(key, "\0".join(parts).encode(), hashlib.sha256).hexdigest()[:32]


def _read_lines(home: Home) -> list[str]:
    try:
        content = get_tombstones_path(home).read_bytes()
    except FileNotFoundError:
        return []
    return content.decode("ascii", errors="replace").split("\n")


def _parse_time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
