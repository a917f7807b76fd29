"""Tombstones: keyed digests (HMAC-SHA-256) of what was erased, outside the store, so that neither a
re-import nor a restored backup brings it back.

`<home>-secrets/forgotten` holds a line each: "conversation DIGEST" or "customer DIGEST TIME". A
digest reveals nothing without the key. Lines are only ever added.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain.conversations import Conversation
from store.files.atomic import replace_file
from store.files.home import Home


@dataclass(frozen=True, slots=True)
class Tombstones:
    """Everything that was forgotten in one workspace."""

    key: bytes
    conversations: frozenset[str]
    customers: dict[str, datetime]
    """Digest of a customer -> when they were forgotten; what they say later is new."""

    def is_forgotten(self, conversation: Conversation) -> bool:
        """Whether a protected conversation was forgotten, or is an older one of a customer who
        was. One without a time counts as older."""
        if self.is_key_forgotten(conversation.source, conversation.key):
            return True
        if not self.customers or conversation.customer.id is None:
            return False
        erased = self.customers.get(
            hash_customer(self.key, conversation.source, conversation.customer.id)
        )
        times = [
            at
            for at in (conversation.created_at, *(message.at for message in conversation.messages))
            if at
        ]
        return erased is not None and (not times or min(times) <= erased)

    def is_key_forgotten(self, source: str, key: str) -> bool:
        """Whether the conversation of this identity was forgotten."""
        return bool(self.conversations) and (
            hash_conversation(self.key, source, key) in self.conversations
        )


def read_tombstones(home: Home) -> Tombstones:
    """What was forgotten so far."""
    conversations, customers = set(), {}
    path = _get_path(home)
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for kind, digest, *rest in (line.split(" ") for line in lines if line):
        if kind == "conversation":
            conversations.add(digest)
        elif kind == "customer" and rest:
            customers[digest] = datetime.fromisoformat(rest[0])
    return Tombstones(home.load_key(), frozenset(conversations), customers)


def add_tombstones(
    home: Home,
    conversations: Iterable[tuple[str, str]],
    customers: Iterable[tuple[str, str]],
    now: datetime,
) -> None:
    """Write down, lastingly, that these (source, key) and (source, hashed customer) are gone."""
    key = home.load_key()
    lines = [f"conversation {hash_conversation(key, *found)}" for found in conversations]
    lines += [
        f"customer {hash_customer(key, *customer)} {now.isoformat()}" for customer in customers
    ]
    path = _get_path(home)
    before = path.read_bytes() if path.exists() else b""
    added = "".join(f"{line}\n" for line in sorted(lines)).encode()
    replace_file(path, before + added, mode=0o600)


def hash_conversation(key: bytes, source: str, conversation_key: str) -> str:
    """What stands for a conversation among the tombstones."""
    return _hash_parts(key, "forgotten conversation", source, conversation_key)


def hash_customer(key: bytes, source: str, customer: str) -> str:
    """What stands for a customer, given their hashed id."""
    return _hash_parts(key, "forgotten customer", source, customer)


def _hash_parts(key: bytes, *parts: str) -> str:
    return hmac.new(key, "\0".join(parts).encode(), hashlib.sha256).hexdigest()[:32]


def _get_path(home: Home) -> Path:
    return home.secrets / "forgotten"
