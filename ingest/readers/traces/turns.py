"""What one call of a language model adds to a conversation: the person's new words and the answer.

The person is the customer, the model a bot; instructions and tools are no part of the talk. A call
is handed the whole talk so far, so of it only what follows the model's last answer is new.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from ingest.readers.interface import Native, is_object

_ROLES = {"user": "customer", "human": "customer", "customer": "customer", "assistant": "bot",
          "ai": "bot", "model": "bot", "agent": "bot", "bot": "bot"}  # fmt: skip
_TEXTS = ("content", "text", "message", "input", "question", "query", "prompt", "output", "answer",
          "response")  # fmt: skip
_DEEPEST = 6
_LONGEST_JSON = 5_000_000
Turn = tuple[str, str]
"""(author, text)."""


def list_turns(given: Any, answered: Any) -> list[Turn]:
    """The turns that a call adds: what was `given` to it since its last answer, and its answer."""
    asked = [*_iter_turns(given, "customer", 0)]
    answers = [at for at, (author, _) in enumerate(asked) if author == "bot"]
    new = asked[answers[-1] + 1 :] if answers else asked
    told = [turn for turn in _iter_turns(answered, "bot", 0) if turn[0] == "bot"]
    return [*new, *told[-1:]]


def has_turns(given: Any) -> bool:
    """Whether a person's words are in what was given to a call."""
    return any(author == "customer" for author, _ in _iter_turns(given, "customer", 0))


def build_messages(call: str, turns: list[Turn], asked_at: Any, answered_at: Any) -> list[Native]:
    """Messages of the native format. What two spans of one call tell has one id."""
    return [
        {
            "id": f"{call}-{hashlib.sha256(f'{author} {text}'.encode()).hexdigest()[:8]}",
            "at": asked_at if author == "customer" else answered_at,
            "author": author,
            "text": text,
        }
        for author, text in dict.fromkeys(turns)
    ]


def decode(value: Any) -> Any:
    """A value that was written as JSON inside a string; others as they are."""
    if isinstance(value, str) and value.lstrip()[:1] in {"[", "{"} and len(value) < _LONGEST_JSON:
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def _iter_turns(value: Any, author: str, depth: int) -> Iterator[Turn]:
    """The turns in an input or an output, whose words are `author`'s where no role is told."""
    value = decode(value)
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        if value.strip():
            yield author, value.strip()
    elif isinstance(value, list):
        for one in value:
            yield from _iter_turns(one, author, depth + 1)
    elif is_object(value):
        yield from _iter_object_turns(value, author, depth)


def _iter_object_turns(value: Mapping[str, Any], author: str, depth: int) -> Iterator[Turn]:
    role = value.get("role") or value.get("type")
    if isinstance(value.get("messages"), list):
        yield from _iter_turns(value["messages"], author, depth + 1)
    elif isinstance(value.get("choices"), list):
        yield from _iter_turns(value["choices"][:1], author, depth + 1)
    elif is_object(value.get("message")):
        yield from _iter_turns(value["message"], author, depth + 1)
    elif isinstance(role, str) and ("content" in value or "parts" in value):
        who = author if value.get("type") == "text" and "role" not in value else _ROLES.get(
            role.casefold()
        )  # fmt: skip
        if who is not None and (text := _read_text(value.get("parts") or value.get("content"))):
            yield who, text
    elif text := next((told for name in _TEXTS if (told := _read_text(value.get(name)))), ""):
        yield author, text


def _read_text(content: Any) -> str:
    """The words of a content: a text, or parts of which some are texts."""
    content = decode(content) if not isinstance(content, str) else content
    if isinstance(content, str):
        return content.strip()
    if is_object(content):
        return _read_text(content.get("text") or content.get("content"))
    if not isinstance(content, list):
        return ""
    parts = [
        part if isinstance(part, str) else part.get("text") or part.get("content")
        for part in content
        if isinstance(part, str) or (is_object(part) and part.get("type", "text") in _TEXT_PARTS)
    ]
    return "\n".join(part.strip() for part in parts if isinstance(part, str) and part.strip())


_TEXT_PARTS = {"text", "input_text", "output_text"}
