"""What a recogniser finds."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of personal data in a text."""

    start: int
    end: int
    kind: str
    """The word of its placeholder: "email", "phone", "card", "iban", "name"."""
    value: str
    """What makes two findings the same: digits only, lower case, the person's number."""


Recogniser = Callable[[str], list[Span]]
"""text -> spans, in time linear in the text; spans of one recogniser do not overlap."""
