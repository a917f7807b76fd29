"""Cursors: where a page ended, in a form nobody needs to understand.

A cursor holds the position of the last row, not of a page in a snapshot: rows that come meanwhile
neither repeat nor hide others. A digest binds it to what was asked, so that a cursor of another
theme or period is noticed instead of answered with nonsense.
"""

import base64
import hashlib
import json
from collections.abc import Callable
from typing import Any, TypeVar

from api.errors import UnknownCursor

T = TypeVar("T")
PATTERN = r"^[A-Za-z0-9_-]{4,4096}\.[0-9a-f]{16}$"


def encode_cursor(question: tuple[str, ...], position: list[Any]) -> str:
    """The cursor of a position, JSON values, in the answer to a question."""
    told = json.dumps(position, ensure_ascii=True, separators=(",", ":")).encode()
    body = base64.urlsafe_b64encode(told).decode().rstrip("=")
    return f"{body}.{_compute_digest(question, body)}"


def decode_cursor(question: tuple[str, ...], cursor: str, read: Callable[[list[Any]], T]) -> T:
    """The position of a cursor, as `read` understands it. Raises `UnknownCursor` unless we gave it
    for this question."""
    body, _, digest = cursor.rpartition(".")
    if digest != _compute_digest(question, body):
        raise UnknownCursor
    try:
        return read(json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))))
    except (ValueError, TypeError):  # the digest is no secret: somebody may have made one
        raise UnknownCursor from None


def _compute_digest(question: tuple[str, ...], body: str) -> str:
    return hashlib.sha256(json.dumps([*question, body]).encode()).hexdigest()[:16]
