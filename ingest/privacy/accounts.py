"""Payment cards and bank accounts."""

import re

from stdnum import iban, luhn

from ingest.privacy.spans import Span

_DIGITS = re.compile(r"(?<![\w+.])\d(?:[ \u00a0-]?\d){12,18}(?![\d])")
_ISSUER = re.compile(r"4|5[0-8]|2[2-7]|3[4-9]|6|9[678]")
"""First digits of the networks' ranges (ISO/IEC 7812): Visa, Mastercard and Maestro, Mir, Amex,
Diners, JCB, Discover, UnionPay, Prostir. Order numbers mostly start otherwise."""
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ \u00a0]?[A-Za-z0-9]){11,40}")
_LONGEST_IBAN, _SHORTEST_IBAN = 34, 15


def cards(text: str) -> list[Span]:
    """Card numbers: 13 to 19 digits of a known network that satisfy Luhn's check."""
    found = []
    for match in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if _ISSUER.match(digits) and luhn.is_valid(digits):
            found.append(Span(*match.span(), "card", digits))
    return found


def ibans(text: str) -> list[Span]:
    """International bank account numbers, with or without spaces (ISO 13616)."""
    found = []
    for match in _IBAN.finditer(text):
        ends = [i + 1 for i, letter in enumerate(match[0]) if letter.isalnum()][:_LONGEST_IBAN]
        for end in reversed(ends[_SHORTEST_IBAN - 1 :]):
            value = re.sub(r"\s", "", match[0][:end]).upper()
            if iban.is_valid(value):
                found.append(Span(match.start(), match.start() + end, "iban", value))
                break
    return found
