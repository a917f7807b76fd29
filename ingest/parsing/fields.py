"""Typed access to the fields of one input object; errors are collected, not raised."""

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.conversations import Author, Rejected
from domain.text.control_characters import drop_control_characters
from ingest.parsing.times import parse_serial_day, parse_time

YES = frozenset({"true", "yes", "y", "1", "t", "да", "так", "ja"})
"""Words that say yes."""
_YES = YES | {"spam", "public"}
_NO = {"false", "no", "n", "0", "f", "нет", "ні", "nein", "private", "internal"}
_DRAWN = frozenset("★☆⭐\ufe0f ")
_POINTS = (
    r"stars?|points?|★|⭐\ufe0f?|звезд[аы]?|звёзд[аы]?|зірк[аи]|зірок|балл(?:а|ов)?|бал(?:и|ів)?|"
    r"sterne?|punkte?|estrellas?|étoiles?"
)
_RATING = re.compile(
    r"([-+]?\d{1,9}(?:[.,]\d{1,9})?)"
    rf"(?: ?(?:/|out of|of|из|з|von|de|sur|su|na) ?\d{{1,3}}| ?(?:{_POINTS}))?"
)
"""Points, perhaps with how many there are."""
_LABELLED = re.compile(r"(\d{1,2}) ?[-–—:)=] ?[^\W\d][^\d]{0,60}")
"""A point of a scale with its words: "5 - very satisfied"."""
_MAX_SHORT_TEXT = 2_000
"""Most characters of an id, a name, a tag."""


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for every record of one reading."""

    source: str = "file"
    """Source of records that name none."""
    forced: bool = False
    """Whether `source` replaces the source that a record names."""
    timezone: str = "UTC"
    """IANA zone of times that name none."""
    zoneless: Counter[str] = field(default_factory=Counter)
    """By zone, the times read so far that name none."""
    time_format: str | None = None
    """strptime format that goes before all others."""
    authors: Mapping[str, Author] = field(default_factory=dict)
    """Author by casefolded word, from a mapping."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The file's own name of a field, for error messages."""
    markup: bool = False
    """Whether texts may hold markup and entities, as those of tables do."""
    is_agent: Callable[..., bool] | None = None
    """Whether a person named one of these ids, names or addresses as of the team."""
    serial_days: bool = False
    """Whether a number may be a workbook's time, in days since 1899-12-30."""
    serial_shift: int = 0
    """Days between 1899-12-30 and the day that a workbook counts from."""


@dataclass(frozen=True, slots=True)
class FieldReader:
    """An input object; `rejected` collects the fields that could not be read."""

    data: Mapping[str, Any]
    place: str
    context: Context
    rejected: list[Rejected]
    prefix: str = ""
    """Path of the object inside its record: "messages[2]."."""

    def reject(self, name: str, reason: str) -> None:
        """Record that a field cannot be used."""
        shown = self.context.names.get(name, f"{self.prefix}{name}")
        self.rejected.append(Rejected(f"{self.place} {shown}", reason))

    def read_text(self, name: str, limit: int | None = _MAX_SHORT_TEXT) -> str | None:
        """A text of at most `limit` characters; numbers as they are written. None where empty."""
        value = self.data.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
            value = int(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            self.reject(name, f"It is a {_describe_type(value)}; a text is needed.")
            return None
        if "\0" in value:
            self.reject(name, "It holds a NUL character.")
            return None
        if limit and len(value) > limit:
            self.reject(name, f"It is longer than {limit} characters.")
            return None
        return strip_control_chars(value) or None

    def read_time(self, name: str) -> datetime | None:
        """An aware time in UTC; None where it is empty or cannot be parsed."""
        value = self.data.get(name)
        try:
            if (
                self.context.serial_days
                and (days := parse_serial_day(value, self.context.serial_shift)) is not None
            ):
                value = days
            context = self.context
            return parse_time(value, context.timezone, context.time_format, context.zoneless)
        except ValueError as error:
            self.reject(name, f"The time is not understood: {error}. Kept without it.")
            return None

    def read_flag(self, name: str) -> bool | None:
        """A boolean, also as a word ("yes", "нет"); None where empty."""
        value = self.data.get(name)
        if value is None or value == "" or isinstance(value, bool):
            return value if isinstance(value, bool) else None
        word = str(value).strip().casefold()
        if word in _YES | _NO:
            return word in _YES
        self.reject(name, "It is neither true nor false.")
        return None

    def read_number(self, name: str) -> float | None:
        """A finite number, also as a text with a decimal comma; None where empty."""
        value = self.data.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        try:
            number = math.nan if isinstance(value, bool) else float(str(value).replace(",", "."))
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self.reject(name, "It is not a number.")
            return None
        return number

    def read_rating(self, name: str) -> float | None:
        """Points or stars: a number, also "4/5", "5 stars" or stars as they are drawn."""
        value = self.data.get(name)
        rating = parse_rating(value) if isinstance(value, str) else None
        return self.read_number(name) if rating is None else rating

    def read_list(self, name: str) -> tuple[str, ...]:
        """Distinct short texts of a list, or of a text separated by commas, semicolons or bars."""
        value = self.data.get(name)
        if value is None:
            return ()
        listed = re.split(r"[,;|]", value) if isinstance(value, str) else value
        if not isinstance(listed, (list, tuple)):
            self.reject(name, f"It is a {_describe_type(value)}; a list of texts is needed.")
            return ()
        kept = [
            strip_control_chars(str(item)) for item in listed if isinstance(item, (str, int, float))
        ]
        if len(kept) < len(listed):
            self.reject(name, "Some of the list are no texts; they were left out.")
        return tuple(dict.fromkeys(word for word in kept if word and len(word) <= _MAX_SHORT_TEXT))

    def read_object(self, name: str, plain: str) -> "FieldReader":
        """A nested object; a text or number in its place becomes its field `plain`."""
        value = self.data.get(name)
        if value is None:
            value = {}
        elif isinstance(value, (str, int)) and not isinstance(value, bool):
            value = {plain: value}
        elif not isinstance(value, Mapping):
            self.reject(name, f"It is a {_describe_type(value)}; an object is needed.")
            value = {}
        return FieldReader(value, self.place, self.context, self.rejected, f"{self.prefix}{name}.")


def parse_rating(text: str) -> float | None:
    """Points or stars that a text tells: "4", "4,5", "4/5", "4 out of 5", "5 stars", "★★★★☆",
    "5 - very satisfied"; None for another text."""
    plain = text.strip()[:40].casefold()
    if plain and not set(plain) - _DRAWN:
        return float(sum(sign in "★⭐" for sign in plain))
    found = _RATING.fullmatch(plain) or _LABELLED.fullmatch(plain)
    return float(found[1].replace(",", ".")) if found else None


def strip_control_chars(text: str) -> str:
    """Text with one kind of line end and no control characters, such as those that override the
    direction of writing; lone surrogates are replaced."""
    return drop_control_characters(text).strip()


def _describe_type(value: object) -> str:
    names = {"dict": "nested object", "list": "list", "bool": "true or false"}
    return names.get(type(value).__name__, "value of another kind")
