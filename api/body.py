"""Reading a body of JSON within limits, whatever a client says of its length."""

import json
from typing import Any, NoReturn

from fastapi import Request

from api.errors import BadShape, BodyTooLarge, MalformedJson, UnsupportedMediaType

MAX_BYTES = 5_000_000
MAX_CONVERSATIONS = 200


async def read_records(request: Request) -> list[Any]:
    """The records of a body: one object, or a list of up to 200 that should be objects.

    Raises `UnsupportedMediaType`, `BodyTooLarge`, `MalformedJson`, `BadShape`.
    """
    # Asking for JSON by name also keeps foreign pages out: a browser lets them send other types
    # without asking us first.
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if (
        kind != "application/json"
        or request.headers.get("content-encoding", "identity") != "identity"
    ):
        raise UnsupportedMediaType
    told = parse_json(await _read_bytes(request))
    records = told if isinstance(told, list) else [told]
    if not isinstance(told, list | dict):
        raise BadShape("The body is neither a conversation (an object) nor a list of them.")
    if not 1 <= len(records) <= MAX_CONVERSATIONS:
        raise BadShape(f"Send 1 to {MAX_CONVERSATIONS} conversations at a time.")
    return records


def parse_json(body: bytes) -> Any:
    """A JSON document. Halves of characters, which cannot be kept, become question marks."""
    try:
        text = body.decode("utf-8-sig")
        told = json.loads(text, parse_constant=_reject_constant)
    except UnicodeDecodeError as error:
        raise MalformedJson(f"byte {error.start} is not UTF-8") from None
    except RecursionError:
        raise MalformedJson("it is nested too deeply") from None
    except ValueError as error:
        where = f"near character {error.pos}" if isinstance(error, json.JSONDecodeError) else ""
        raise MalformedJson(where or "it holds a number that is none") from None
    if "\\ud" in text.lower():
        return json.loads(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"))
    return told


async def _read_bytes(request: Request) -> bytes:
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > MAX_BYTES:
        raise BodyTooLarge(MAX_BYTES)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            raise BodyTooLarge(MAX_BYTES)
    return bytes(body)


def _reject_constant(_word: str) -> NoReturn:
    raise ValueError
