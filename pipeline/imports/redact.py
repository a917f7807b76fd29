"""Mask personal data in any text, line by line, keeping nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.privacy.masks import Masker


@dataclass(frozen=True, slots=True)
class Redaction:
    """A piece of a line that was masked."""

    start: int
    end: int
    """Characters of the line as it was given, half-open."""
    type: str
    """email, phone, card, iban, tax, snils, ssn, passport, ip, handle, link, token, address or
    name."""
    placeholder: str


@dataclass(frozen=True, slots=True)
class RedactedLine:
    """One line, masked."""

    number: int
    """From 1."""
    text: str
    spans: tuple[Redaction, ...]


def redact_lines(lines: Iterable[str]) -> Iterator[RedactedLine]:
    """Each line with placeholders in place of personal data. One numbering runs through all of
    them, so the same person is the same placeholder; a clean line comes out unchanged."""
    masks = Masker()
    for number, line in enumerate(lines, 1):
        spans = tuple(
            Redaction(span.start, span.end, span.kind, masks.assign_placeholder(span))
            for span in masks.find_spans(line)
        )
        yield RedactedLine(number, _replace_spans(line, spans), spans)


def _replace_spans(line: str, spans: Iterable[Redaction]) -> str:
    pieces, end = [], 0
    for span in spans:
        pieces += [line[end : span.start], span.placeholder]
        end = span.end
    return "".join([*pieces, line[end:]])
