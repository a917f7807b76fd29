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

    def is_forgotten(self, told: Conversation) -> bool:
        """Whether a protected conversation was forgotten, or is an older one of a customer who
        was. One without a time counts as older."""
        if self.is_key_forgotten(told.source, told.key):
            return True
        if not self.customers or told.customer.id is None:
            return False
        erased = self.customers.get(hash_customer(self.key, told.source, told.customer.id))
        times = [at for at in (told.created_at, *(one.at for one in told.messages)) if at]
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
    lines = [f"conversation {hash_conversation(key, *told)}" for told in conversations]
    lines += [f"customer {hash_customer(key, *told)} {now.isoformat()}" for told in customers]
    path = _get_path(home)
    path.touch(mode=0o600)
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in sorted(lines))
        file.flush()
        os.fsync(file.fileno())


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
