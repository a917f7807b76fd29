"""The interface of the recognisers: a text in, spans of personal data out."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.placeholders import Masked


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of personal data in a text."""

    start: int
    end: int
    kind: Masked
    """The word of its placeholder: "[email-1]" for "email"."""
    value: str
    """Normalised value, by which spans are the same: digits only, lower case, stems of a name."""


Recogniser = Callable[[str], list[Span]]
"""text -> spans, in time linear in the text; spans of one recogniser do not overlap."""
