"""Placeholders in place of personal data: one numbering per conversation.

A recogniser is a function text -> spans. Where spans of two recognisers overlap, the one that comes
first in the list is kept.
"""

from collections.abc import Iterable

from domain.placeholders import placeholder
from ingest.privacy.people import People
from ingest.privacy.recognisers.documents import (
    find_insurance_numbers,
    find_passports,
    find_tax_numbers,
)
from ingest.privacy.recognisers.emails_phones import find_emails, find_phones
from ingest.privacy.recognisers.known_names import build_name_recogniser, stem_name_parts
from ingest.privacy.recognisers.network import (
    find_handles,
    find_ip_addresses,
    find_personal_links,
    find_secrets,
)
from ingest.privacy.recognisers.payment import find_cards, find_ibans
from ingest.privacy.recognisers.person_names import find_person_names
from ingest.privacy.recognisers.street_addresses import find_street_addresses
from ingest.privacy.spans import Recogniser, Span

DIGIT_RECOGNISERS: tuple[Recogniser, ...] = (
    *(
        find_ibans,
        find_cards,
        find_passports,
        find_insurance_numbers,
        find_tax_numbers,
        find_ip_addresses,
    ),
    *(find_street_addresses, find_phones),
)
"""Recognisers of what always has a digit, the most reliable first."""
PATTERN_RECOGNISERS: tuple[Recogniser, ...] = (
    find_personal_links,
    find_emails,
    find_secrets,
    *DIGIT_RECOGNISERS,
    find_handles,
)
"""Recognisers of what has a form of its own, the most reliable first."""


class Masker:
    """The placeholders of one conversation: the same value has the same placeholder throughout."""

    def __init__(self, people: Iterable[str] = ()) -> None:
        people = tuple(people)
        self._known = build_name_recogniser(people)
        self._numbers: dict[tuple[str, str], int] = {}
        self._counts: dict[str, int] = {}
        self._people = People(parts for parts in map(stem_name_parts, people) if parts)

    def mask(self, text: str) -> str:
        """The text with `[email-1]`, `[phone-1]`, … where personal data stood."""
        pieces, end = [], 0
        for span in self.find_spans(text):
            pieces += [text[end : span.start], self.assign_placeholder(span)]
            end = span.end
        return "".join([*pieces, text[end:]]) if pieces else text

    def mask_optional(self, text: str | None) -> str | None:
        """The masked text of a field that may be empty."""
        return self.mask(text) if text else text

    def find_spans(self, text: str) -> list[Span]:
        """What is personal in a text, in reading order and without overlap."""
        return find_personal_data(text, self._known)

    def assign_placeholder(self, span: Span) -> str:
        """The placeholder of a span; new values are numbered in the order of these calls."""
        value = span.value
        if span.kind == "name":
            value = str(self._people.find_or_add(span.value.split()))
        known = (span.kind, value)
        if known not in self._numbers:
            self._counts[span.kind] = self._counts.get(span.kind, 0) + 1
            self._numbers[known] = self._counts[span.kind]
        return placeholder(span.kind, self._numbers[known])


def find_personal_data(text: str, known: Recogniser | None = None) -> list[Span]:
    """What is personal in a text, in reading order and without overlap.

    `known` recognises the people of the record, if there is one.
    """
    if not text or text.isspace():
        return []
    has_digits = any(map(str.isdigit, text))
    found = [
        recognise(text)
        for recognise in PATTERN_RECOGNISERS
        if has_digits or recognise not in DIGIT_RECOGNISERS
    ]
    return _merge_spans([*found, known(text) if known else [], find_person_names(text)])


def _merge_spans(found: list[list[Span]]) -> list[Span]:
    """Spans without overlap, in reading order; of two that overlap the more reliable is kept."""
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
        elif rank < kept[-1][0] or _contains_name(span, kept[-1][1]):
            kept[-1] = (rank, span)
    return [span for _, span in kept]


def _contains_name(span: Span, other: Span) -> bool:
    """Whether a name found in the text contains a shorter one known from the record."""
    longer = span.end - span.start > other.end - other.start
    return longer and span.kind == other.kind == "name" and span.start <= other.start


def is_personal(identifier: str) -> bool:
    """Whether an id is itself personal data: an e-mail address, a phone number, a handle or a
    link to a person's page."""
    if identifier.isdigit():
        return len(identifier) in {11, 12} and bool(find_phones(identifier))
    found = (
        find_emails(identifier),
        find_phones(identifier),
        find_handles(identifier),
        find_personal_links(identifier),
    )
    return any(found)
