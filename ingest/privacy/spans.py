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


class TakenRanges:
    """The characters of a text that spans have taken, so that no two overlap."""

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length)

    def take(self, start: int, end: int) -> bool:
        """Take a range; where a part of it is taken already, take nothing and answer False."""
        if self._taken.find(1, start, end) >= 0:
            return False
        self._taken[start:end] = b"\1" * (end - start)
        return True


Recogniser = Callable[[str], list[Span]]
"""text -> spans, in time linear in the text; spans of one recogniser do not overlap."""
