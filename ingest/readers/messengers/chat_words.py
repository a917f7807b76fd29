"""What chat programs write beside people's words, in many languages (`chat_words.toml`)."""

import re
import tomllib
from importlib import resources
from typing import Literal

MARKS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
"""Invisible marks of direction, as the inside of a class."""
Half = Literal["am", "pm", "noon"]
_UNHEARD = re.compile(rf"[\s.{MARKS}]+")
_TABLE = tomllib.loads(
    resources.files("ingest.readers.messengers")
    .joinpath("chat_words.toml")
    .read_text(encoding="utf-8")
)


def _fold(words: str) -> str:
    return _UNHEARD.sub("", words.casefold())


_HALVES: dict[str, Half] = {
    _fold(word): half for half in ("am", "pm", "noon") for word in _TABLE["halves"][half]
}
_LINKS = frozenset(map(_fold, _TABLE["links"]["words"]))


def _join(section: str, name: str) -> str:
    return "|".join(re.escape(note) for note in sorted(_TABLE[section][name], reverse=True))


_DELETED = re.compile(f"^(?:{_join('deleted', 'notes')})", re.IGNORECASE)
_EDITED = re.compile(rf"(?<!\s)\s*+<(?:{_join('edited', 'notes')})>\s*$", re.IGNORECASE)
_MEDIA = re.compile(
    rf"^\s*(?:<(?:{_join('media', 'omitted')})>|"
    rf"<(?:{_join('media', 'attached')})\s?: [^<>\n]{{1,200}}>|"
    rf"\S[^\n]{{0,200}}\.\w{{2,5}} \((?:{_join('media', 'files')})\)|"
    rf"(?:{_join('media', 'lines')}))\s*(?:\n|$)",
    re.IGNORECASE,
)


def find_half(words: str) -> Half | None:
    """The half of the day that words beside a clock name; None where they name none."""
    return _HALVES.get(_fold(words))


def is_link(words: str) -> bool:
    """Whether words stand between a date and a clock and say nothing ("at", "в", "um")."""
    return _fold(words) in _LINKS


def to_hours(hour: int, half: Half | None) -> int:
    """The hour of 24 of an hour in a half of the day."""
    if half is None or hour > 12:
        return hour
    if half == "noon":
        return hour + 12 if hour < 10 else hour
    return hour % 12 + (12 if half == "pm" else 0)


def strip_notes(text: str) -> str:
    """What somebody wrote, without the notes on deleted, edited and left-out parts."""
    shown = _EDITED.sub("", text)
    return "" if _DELETED.match(shown) else _MEDIA.sub("", shown)
