"""The JSON body of a request, read within limits whatever its declared length."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, NoReturn

from api.errors import BadShape, BodyTooLarge, MalformedJson, UnsupportedMediaType
from pipeline.imports.receive import ReceiveResult, receive_conversations
from pipeline.settings import Settings

if TYPE_CHECKING:
    from fastapi import Request

MAX_BYTES = 5_000_000
MAX_CONVERSATIONS = 200


async def read_body(request: "Request") -> bytes:
    """The body of a request. Raises `UnsupportedMediaType`, `BodyTooLarge`."""
    # Requiring this media type also stops cross-site requests: for JSON, a browser sends a CORS
    # preflight first.
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if (
        media_type != "application/json"
        or request.headers.get("content-encoding", "identity") != "identity"
    ):
        raise UnsupportedMediaType
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > MAX_BYTES:
        raise BodyTooLarge(MAX_BYTES)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            raise BodyTooLarge(MAX_BYTES)
    return bytes(body)


def receive_body(settings: Settings, body: bytes, now: datetime) -> ReceiveResult:
    """Take the conversations of a body; called in a worker, which has no web server loaded.

    Raises `MalformedJson`, `BadShape` and what `receive_conversations` raises.
    """
    return receive_conversations(settings, parse_records(body), now)


def parse_records(body: bytes) -> list[Any]:
    """The records of a body: one object, or a list of up to 200 that should be objects.

    Raises `MalformedJson`, `BadShape`.
    """
    document = parse_json(body)
    records = document if isinstance(document, list) else [document]
    if not isinstance(document, list | dict):
        raise BadShape("The body is neither a conversation (an object) nor a list of them.")
    if not 1 <= len(records) <= MAX_CONVERSATIONS:
        raise BadShape(f"Send 1 to {MAX_CONVERSATIONS} conversations at a time.")
    return records


def parse_json(body: bytes) -> Any:
    """A JSON document in UTF-8. Lone surrogates, which cannot be stored, become question marks.

    Raises `MalformedJson`.
    """
    try:
        text = body.decode("utf-8-sig")
        document = json.loads(text, parse_constant=_reject_constant)
    except UnicodeDecodeError as error:
        raise MalformedJson(f"byte {error.start} is not UTF-8") from None
    except RecursionError:
        raise MalformedJson("it is nested too deeply") from None
    except ValueError as error:
        where = f"near character {error.pos}" if isinstance(error, json.JSONDecodeError) else ""
        raise MalformedJson(where or "it holds a number that is none") from None
    if "\\ud" in text.lower():
        return json.loads(json.dumps(document, ensure_ascii=False).encode("utf-8", "replace"))
    return document


def _reject_constant(_name: str) -> NoReturn:
    raise ValueError
