"""What was forgotten, as keyed digests, outside the store: a re-import or a restored backup of the
store must not bring it back.

`<home>-secrets/forgotten` holds a line each: "conversation DIGEST" or "customer DIGEST TIME". A
digest tells nothing without the key. Lines are only ever added.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain.conversations import Conversation
from store.files.home import Home


@dataclass(frozen=True, slots=True)
class Tombstones:
    """Everything that was forgotten in one workspace."""

    key: bytes
    conversations: frozenset[str]
    customers: dict[str, datetime]
    """Digest of a customer -> when they were forgotten; what they say later is new."""

    def holds(self, told: Conversation) -> bool:
        """Whether a protected conversation was forgotten, or is an older one of a customer who
        was. One without a time counts as older."""
        if self.holds_key(told.source, told.key):
            return True
        if not self.customers or told.customer.id is None:
            return False
        erased = self.customers.get(customer_digest(self.key, told.source, told.customer.id))
        times = [at for at in (told.created_at, *(one.at for one in told.messages)) if at]
        return erased is not None and (not times or min(times) <= erased)

    def holds_key(self, source: str, key: str) -> bool:
        """Whether the conversation of this identity was forgotten."""
        return bool(self.conversations) and (
            conversation_digest(self.key, source, key) in self.conversations
        )


def read_tombstones(home: Home) -> Tombstones:
    """What was forgotten so far."""
    conversations, customers = set(), {}
    path = _path(home)
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for kind, digest, *rest in (line.split(" ") for line in lines if line):
        if kind == "conversation":
            conversations.add(digest)
        elif kind == "customer" and rest:
            customers[digest] = datetime.fromisoformat(rest[0])
    return Tombstones(home.key(), frozenset(conversations), customers)


def add_tombstones(
    home: Home,
    conversations: Iterable[tuple[str, str]],
    customers: Iterable[tuple[str, str]],
    now: datetime,
) -> None:
    """Write down, lastingly, that these (source, key) and (source, hashed customer) are gone."""
    key = home.key()
    lines = [f"conversation {conversation_digest(key, *told)}" for told in conversations]
    lines += [f"customer {customer_digest(key, *told)} {now.isoformat()}" for told in customers]
    path = _path(home)
    path.touch(mode=0o600)
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in sorted(lines))
        file.flush()
        os.fsync(file.fileno())


def conversation_digest(key: bytes, source: str, conversation_key: str) -> str:
    """What stands for a conversation among the tombstones."""
    return _digest(key, "forgotten conversation", source, conversation_key)


def customer_digest(key: bytes, source: str, customer: str) -> str:
    """What stands for a customer, given their hashed id."""
    return _digest(key, "forgotten customer", source, customer)


def _digest(key: bytes, *parts: str) -> str:
    return hmac.new(key, "\0".join(parts).encode(), hashlib.sha256).hexdigest()[:32]


def _path(home: Home) -> Path:
    return home.secrets / "forgotten"
