"""Opaque cursors of keyset pagination.

A cursor holds the sort key of the last row of a page, not an offset: rows added in between neither
repeat nor hide others. A digest binds it to its query, so that a cursor of another theme or period
is refused.
"""

import base64
import hashlib
import json
from collections.abc import Callable
from typing import Any, TypeVar

from api.errors import UnknownCursor

T = TypeVar("T")
PATTERN = r"^[A-Za-z0-9_-]{4,4096}\.[0-9a-f]{16}$"


def encode_cursor(query: tuple[str, ...], position: list[Any]) -> str:
    """The cursor of a position (JSON values) in the answer to a query."""
    encoded = json.dumps(position, ensure_ascii=True, separators=(",", ":")).encode()
    body = base64.urlsafe_b64encode(encoded).decode().rstrip("=")
    return f"{body}.{_compute_digest(query, body)}"


def decode_cursor(query: tuple[str, ...], cursor: str, parse: Callable[[list[Any]], T]) -> T:
    """The position of a cursor, parsed by `parse`.

    Raises `UnknownCursor` unless the cursor was issued for this query.
    """
    body, _, digest = cursor.rpartition(".")
    if digest != _compute_digest(query, body):
        raise UnknownCursor
    try:
        return parse(json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))))
    except (ValueError, TypeError):  # the digest has no key: anybody can compute one
        raise UnknownCursor from None


def _compute_digest(query: tuple[str, ...], body: str) -> str:
    return hashlib.sha256(json.dumps([*query, body]).encode()).hexdigest()[:16]
