"""Opaque cursors of keyset pagination.

A cursor holds the sort key of the last row of a page, not an offset: rows added in between neither
repeat nor hide others. A signature binds it to its query and to this workspace, so that a cursor of
another theme or period, or one that somebody made, is refused.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable
from typing import Any, TypeVar

from api.errors import UnknownCursor
from store.files.home import Home

T = TypeVar("T")
PATTERN = r"^[A-Za-z0-9_-]{4,20000}\.[0-9a-f]{32}$"
_KEY_OF_PROCESS = secrets.token_bytes(32)


def load_cursor_key(home: Home) -> bytes:
    """The key of a workspace's cursors: its own, so that they outlive a restart.

    Where it has none (a copy that only reads), one of this process.
    """
    return home.load_key() if (home.secrets / "key").exists() else _KEY_OF_PROCESS


def encode_cursor(key: bytes, query: tuple[str, ...], position: list[Any]) -> str:
    """The cursor of a position (JSON values) in the answer to a query."""
    encoded = json.dumps(position, ensure_ascii=False, separators=(",", ":")).encode()
    body = base64.urlsafe_b64encode(encoded).decode().rstrip("=")
    return f"{body}.{_sign(key, query, body)}"


def decode_cursor(
    key: bytes, query: tuple[str, ...], cursor: str, parse: Callable[[list[Any]], T]
) -> T:
    """The position of a cursor, parsed by `parse`.

    Raises `UnknownCursor` unless the cursor was issued for this query.
    """
    body, _, signature = cursor.rpartition(".")
    if not hmac.compare_digest(signature.encode(), _sign(key, query, body).encode()):
        raise UnknownCursor
    try:
        return parse(json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))))
    except (ValueError, TypeError, OverflowError, RecursionError):  # of another version of ours
        raise UnknownCursor from None


def _sign(key: bytes, query: tuple[str, ...], body: str) -> str:
    signed = json.dumps(["cursor", *query, body]).encode()
    return hmac.new(key, signed, hashlib.sha256).hexdigest()[:32]
