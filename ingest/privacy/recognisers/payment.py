"""Payment cards and bank accounts."""

import re
from functools import cache

from stdnum import iban, luhn, numdb

from ingest.privacy.spans import Span

_DIGITS = re.compile(r"(?<![\w+.])\d(?:[ \u00a0-]?\d){13,18}(?![\d])")
_ISSUER = re.compile(r"4|5[0-8]|2[2-7]|3[4-9]|6|9[678]")
"""First digits of the networks' ranges (ISO/IEC 7812): Visa, Mastercard and Maestro, Mir, Amex,
Diners, JCB, Discover, UnionPay, Prostir. Order numbers mostly start otherwise."""
_COUNTED = re.compile(
    r"(?:№|#|\b(?:order|ticket|invoice|case|ref|sku|ean|gtin|article|tracking|заказ\w*|тикет\w*|"
    r"замовлен\w*|заявк\w*|артикул\w*|трек\w*|накладн\w*|ттн|штрихкод\w*))\W{0,4}$",
    re.IGNORECASE,
)
"""Words for things with long numbers of their own: one number in ten passes Luhn's check."""
_NAMED = re.compile(r"\b(?:card|карт(?:а|ы|у|е|ой|ою|ка|ки|ку|ці|кою))\W{0,4}$", re.IGNORECASE)
"""Words for a card: a number after one is masked even if Luhn's check fails."""
_LOOKED_BACK = 24
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ \u00a0]?[A-Za-z0-9]){11,40}")
_STRUCTURE = re.compile(r"(\d{1,2})!")
_COUNTRY_AND_CHECK = 4
"""Characters of an IBAN before the account: the country and two check digits."""


def find_cards(text: str) -> list[Span]:
    """Card numbers: 14 to 19 digits of a known network that pass Luhn's check, or that follow the
    word "card"."""
    found = []
    for match in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        before = text[max(0, match.start() - _LOOKED_BACK) : match.start()]
        known = luhn.is_valid(digits) or _NAMED.search(before)
        if _ISSUER.match(digits) and known and not _COUNTED.search(before):
            found.append(Span(*match.span(), "card", digits))
    return found


def find_ibans(text: str) -> list[Span]:
    """International bank account numbers, with or without spaces (ISO 13616)."""
    found = []
    for match in _IBAN.finditer(text):
        value = re.sub(r"\s", "", match[0]).upper()
        length = _get_iban_length(value[:2])
        if length and len(value) >= length and iban.is_valid(value[:length]):
            ends = [i + 1 for i, letter in enumerate(match[0]) if letter.isalnum()]
            end = match.start() + ends[length - 1]
            found.append(Span(match.start(), end, "iban", value[:length]))
    return found


@cache
def _get_iban_length(country: str) -> int:
    """Characters of an IBAN of a country; 0 where it has none."""
    structure = numdb.get("iban").info(country)[0][1].get("bban", "")
    parts = [int(length) for length in _STRUCTURE.findall(structure)]
    return _COUNTRY_AND_CHECK + sum(parts) if parts else 0
