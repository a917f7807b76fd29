"""What a recogniser finds."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.placeholders import Masked


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of personal data in a text."""

    start: int
    end: int
    kind: Masked
    """The word of its placeholder."""
    value: str
    """What makes two findings the same: digits only, lower case, the person's number."""


Recogniser = Callable[[str], list[Span]]
"""text -> spans, in time linear in the text; spans of one recogniser do not overlap."""
