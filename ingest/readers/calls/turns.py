"""A call of turns: who speaks, when, and whose words they are."""

import re
import tomllib
from collections.abc import Sequence
from datetime import timedelta
from importlib import resources
from typing import Any

from domain.conversations import Author
from domain.errors import BadInput
from ingest.parsing.authors import parse_author
from ingest.parsing.times import parse_time
from ingest.readers.interface import Native, Options, Record, pick, pick_fields, pick_texts

_STARTED = "started_at|start_time|call_date|calldate|date|created_at|datetime|recorded_at"
NO_SPEAKERS = (
    "The transcript does not say who speaks. Name the speakers (Agent: ..., Customer: ...), "
    "or read it as a table with --map."
)
_ROLES = tomllib.loads(
    resources.files("ingest.readers.calls").joinpath("roles.toml").read_text(encoding="utf-8")
)
_NUMBERED = re.compile(
    rf"^(?:{'|'.join(map(re.escape, _ROLES['numbered']))})?[\s_-]*\d*$", re.IGNORECASE
)
_AUTHOR_BY_ROLE: dict[str, Author] = {
    word: author for author in ("agent", "customer") for word in _ROLES[author]
}
Turn = tuple[str, float | None, str]
"""(speaker, seconds from the start or None, text)."""


def build_call(item: Record, turns: Sequence[Turn], options: Options) -> Native:
    """A call as a native object, each turn at its own time.

    Where no speaker's label is a known word, the first speaker is taken for the agent, who greets.
    """
    if any(not speaker for speaker, _, _ in turns):
        raise BadInput(NO_SPEAKERS)
    started, first = _read_start(item, options), turns[0][0] if turns else ""
    authors = {speaker: _detect_author(speaker, options) for speaker, _, _ in turns}
    other = _find_other_author(set(authors.values()))
    messages = []
    for number, (speaker, at, text) in enumerate(turns):
        guessed = other or ("agent" if speaker == first else "customer")
        moment = started + timedelta(seconds=at) if started and at is not None else None
        messages.append(
            {
                "id": str(number) if pick(item, "call_id|id|uuid") is not None else None,
                "at": moment.isoformat() if moment else None,
                "author": authors[speaker] or guessed,
                "author_name": None
                if parse_author(speaker, {})
                or _AUTHOR_BY_ROLE.get(speaker.casefold())
                or is_numbered(speaker)
                else speaker,
                "text": text,
            }
        )
    about = pick_fields(
        item, id="call_id|id|uuid", url="recording_url|record_url|url", status="status"
    )
    customer = pick_fields(
        item, id="customer_id|client_id|caller_id", name="customer_name|client_name"
    )
    return about | {
        "channel": "call",
        "created_at": pick(item, _STARTED),
        "tags": pick_texts(item, "tags"),
        "customer": customer,
        "messages": messages,
    }


def _find_other_author(found: set[Author | None]) -> Author | None:
    """The author of all speakers without a known label; None where no label is known."""
    if found <= {None}:
        return None
    return "customer" if "agent" in found else "agent"


def _read_start(item: Record, options: Options) -> Any:
    try:
        return parse_time(pick(item, _STARTED), options.timezone)
    except ValueError:
        return None


def _detect_author(speaker: str, options: Options) -> Author | None:
    return "agent" if options.is_agent(speaker) else parse_label(speaker)


def parse_label(label: str) -> Author | None:
    """The author of a label such as "Agent", "Agent 1", "Оператор Анна"; None where unknown."""
    plain = " ".join(label.casefold().split())
    words = re.split(r"[\s(\[_-]+", plain)
    return (
        _AUTHOR_BY_ROLE.get(plain)
        or _AUTHOR_BY_ROLE.get(" ".join(words[:2]))
        or parse_author(label, {})
        or _AUTHOR_BY_ROLE.get(words[0])
        or parse_author(words[0], {})
    )


def is_sound(label: str) -> bool:
    """Whether words in brackets are what is heard, not who speaks: "Music", "laughs"."""
    return label.casefold() in _ROLES["sounds"] or label[:1].islower()


def is_numbered(label: str) -> bool:
    """Whether a label is a speaker's number: "Speaker 1", "2"."""
    return bool(_NUMBERED.match(label))


def parse_seconds(clock: Any) -> float | None:
    """Seconds of "1:02:03.5", "02:03" or a number of seconds; None where it is no time."""
    if isinstance(clock, (int, float)) and not isinstance(clock, bool):
        return float(clock) if abs(clock) < 1e9 else None
    if not isinstance(clock, str):
        return None
    try:
        parts = [float(part) for part in clock.replace(",", ".").split(":")]
    except ValueError:
        return None
    total = 0.0
    for part in parts[:3]:
        total = total * 60 + part
    return total if total < 1e9 else None
