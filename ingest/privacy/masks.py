"""Placeholders in place of personal data: one numbering per conversation.

Every recogniser is a small function text -> spans; they meet here, in one place. Where two find
the same characters, the one that stands first in the list wins.
"""

from collections.abc import Iterable

from domain.placeholders import placeholder
from ingest.privacy.recognisers.addresses import street_addresses
from ingest.privacy.recognisers.contacts import emails, phones
from ingest.privacy.recognisers.documents import insurance_numbers, passports, tax_numbers
from ingest.privacy.recognisers.known_names import names, parts_of
from ingest.privacy.recognisers.network import addresses_of_machines, handles, links, tokens
from ingest.privacy.recognisers.payment import cards, ibans
from ingest.privacy.recognisers.person_names import spoken_names
from ingest.privacy.spans import Recogniser, Span

NUMBERED: tuple[Recogniser, ...] = (
    *(ibans, cards, passports, insurance_numbers, tax_numbers, addresses_of_machines),
    *(street_addresses, phones),
)
"""What never goes without a digit, surest first."""
PATTERNS: tuple[Recogniser, ...] = (links, emails, tokens, *NUMBERED, handles)
"""What is recognised by its form alone, surest first."""
_LEAST_DIGITS = 1


class Masks:
    """The placeholders of one conversation: the same value is the same placeholder throughout."""

    def __init__(self, people: Iterable[str] = ()) -> None:
        people = tuple(people)
        self._known = names(people)
        self._numbers: dict[tuple[str, str], int] = {}
        self._counts: dict[str, int] = {}
        self._people: list[set[str]] = [set(parts) for parts in map(parts_of, people) if parts]

    def mask(self, text: str) -> str:
        """The text with `[email-1]`, `[phone-1]`, … where personal data stood."""
        pieces, end = [], 0
        for span in self.spans(text):
            pieces += [text[end : span.start], self.placeholder(span)]
            end = span.end
        return "".join([*pieces, text[end:]]) if pieces else text

    def maybe(self, text: str | None) -> str | None:
        """The same for a field that may be empty."""
        return self.mask(text) if text else text

    def spans(self, text: str) -> list[Span]:
        """What is personal in a text, in reading order and without overlap."""
        return personal_data(text, self._known)

    def placeholder(self, span: Span) -> str:
        """The word that stands for a finding; numbers are given in the order of asking."""
        value = self._person(span.value) if span.kind == "name" else span.value
        known = (span.kind, value)
        if known not in self._numbers:
            self._counts[span.kind] = self._counts.get(span.kind, 0) + 1
            self._numbers[known] = self._counts[span.kind]
        return placeholder(span.kind, self._numbers[known])

    def _person(self, value: str) -> str:
        """Whose name it is: a part of a name known already, or more of it, is the same person."""
        parts = set(value.split())
        for number, person in enumerate(self._people):
            if parts <= person or person <= parts:
                person |= parts
                return str(number)
        self._people.append(parts)
        return str(len(self._people) - 1)


def personal_data(text: str, known: Recogniser | None = None) -> list[Span]:
    """What is personal in a text, in reading order and without overlap.

    `known` recognises the people of the record, if there is one.
    """
    if not text or text.isspace():
        return []
    has_digits = any(map(str.isdigit, text))
    found = [recognise(text) for recognise in PATTERNS if has_digits or recognise not in NUMBERED]
    return _merged([*found, known(text) if known else [], spoken_names(text)])


def _merged(found: list[list[Span]]) -> list[Span]:
    """Spans without overlap, in reading order; of two that overlap the surer one is kept."""
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
        elif rank < kept[-1][0] or _holds(span, kept[-1][1]):
            kept[-1] = (rank, span)
    return [span for _, span in kept]


def _holds(span: Span, other: Span) -> bool:
    """Whether a name found in the text holds a shorter one known from the record."""
    longer = span.end - span.start > other.end - other.start
    return longer and span.kind == other.kind == "name" and span.start <= other.start


def is_personal(identifier: str) -> bool:
    """Whether an id is itself personal data: an e-mail address, a phone number, a handle or a
    link to a person's page."""
    if identifier.isdigit():
        return len(identifier) in {11, 12} and bool(phones(identifier))
    found = (emails(identifier), phones(identifier), handles(identifier), links(identifier))
    return any(found)
