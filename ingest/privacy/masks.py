"""Placeholders in place of personal data: one numbering per conversation.

Every recogniser is a small function text -> spans; they meet here, in one place. Where two find
the same characters, the one that stands first in the list wins.
"""

from collections.abc import Iterable

from ingest.privacy.accounts import cards, ibans
from ingest.privacy.contacts import emails, phones
from ingest.privacy.names import names
from ingest.privacy.spans import Recogniser, Span

PATTERNS: tuple[Recogniser, ...] = (emails, ibans, cards, phones)
"""What is recognised by its form alone, surest first."""


class Masks:
    """The placeholders of one conversation: the same value is the same placeholder throughout."""

    def __init__(self, people: Iterable[str] = ()) -> None:
        self._recognisers = (*PATTERNS, names(people))
        self._numbers: dict[tuple[str, str], int] = {}
        self._counts: dict[str, int] = {}

    def mask(self, text: str) -> str:
        """The text with `[email-1]`, `[phone-1]`, … where personal data stood."""
        spans = _merged([recognise(text) for recognise in self._recognisers])
        pieces, end = [], 0
        for span in spans:
            pieces += [text[end : span.start], self._placeholder(span)]
            end = span.end
        return "".join([*pieces, text[end:]]) if spans else text

    def maybe(self, text: str | None) -> str | None:
        """The same for a field that may be empty."""
        return self.mask(text) if text else text

    def _placeholder(self, span: Span) -> str:
        known = (span.kind, span.value)
        if known not in self._numbers:
            self._counts[span.kind] = self._counts.get(span.kind, 0) + 1
            self._numbers[known] = self._counts[span.kind]
        return f"[{span.kind}-{self._numbers[known]}]"


def _merged(found: list[list[Span]]) -> list[Span]:
    """Spans without overlap, in reading order."""
    if not any(found):
        return []
    ranked = sorted(
        ((span.start, rank, span) for rank, spans in enumerate(found) for span in spans),
        key=lambda item: (item[0], item[1]),
    )
    kept: list[tuple[int, Span]] = []
    for start, rank, span in ranked:
        if not kept or start >= kept[-1][1].end:
            kept.append((rank, span))
        elif rank < kept[-1][0]:
            kept[-1] = (rank, span)
    return [span for _, span in kept]


def is_personal(identifier: str) -> bool:
    """Whether an id is itself personal data: an e-mail address, or a number written as a phone."""
    written = [*emails(identifier), *(phones(identifier) if not identifier.isdigit() else [])]
    return bool(written)
