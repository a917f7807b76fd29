"""National identification numbers: tax numbers, insurance numbers, passports."""

import re

from stdnum.ru import inn

from domain.placeholders import Masked
from ingest.privacy.spans import Span, TakenRanges

_GAP = r"[\s:№#.,=—–()\[\]-]"
_NEAR = (
    rf"(?:{_GAP}|номер[^\W\d]*+|number|no\b|код[^\W\d]*+|is|это|це|мой|мій|my|клієнта|клиента|"
    r"такий|такой)"
)
_TAX = re.compile(
    rf"(?<!\w)(?:рнокпп|ріпн|іпн|инн|інн|ідент[\w.]{{0,60}}\s++(?:код\w*+|номер\w*+)|"
    rf"идент[\w.]{{0,60}}\s++код\w*+|код\w*+\s++платника(?:\s++податків)?|"
    rf"податков\w++\s++(?:номер\w*+|код\w*+)|drfo|дрфо|rnokpp|"
    rf"tax(?:payer)?\s++(?:id|number|code|identification\s++number)|tin|inn|ipn)(?!\w)"
    rf"{_NEAR}{{0,6}}\s*+(\d(?:[ \u00a0]?\d){{9,11}})(?!\d)",
    re.IGNORECASE,
)
_TWELVE = re.compile(r"(?<![\w.+#№-])\d{12}(?![\w-])")
_SNILS = re.compile(r"(?<![\w-])\d{3}-\d{3}-\d{3}[ \u00a0-]\d{2}(?![\w-])")
_SNILS_CALLED = re.compile(
    rf"(?<!\w)(?:снилс\w{{0,9}}|snils|страхов\w++\s++(?:свидетельств\w{{0,9}}|номер\w{{0,9}}))"
    rf"{_NEAR}{{0,6}}\s*+"
    r"(\d{3}[ -]?\d{3}[ -]?\d{3}[ -]?\d{2})(?!\d)",
    re.IGNORECASE,
)
_PASSPORT = re.compile(
    r"(?<!\w)(?:(?:за|загран)?паспорт\w{0,20}|passport\w{0,20}|pasport\w{0,20}|id[- ]?карт\w{0,20}|"
    r"id[- ]card\w{0,20}|driver'?s licen[cs]e|водительск\w++\s++удостоверени\w{0,20}|"
    r"посвідченн\w++\s++водія|серия|серія)"
    r"(?:[\s:№#.,=—–-]|серия|серія|series|номер(?:[^\W\d]{3,60}+|\w{0,4})|number|no\b|is|мой|мій|гражданина|громадянина|"
    r"рф|україни|украины|россии|this|наступний|такой){0,10}\s*+"
    r"((?=[A-ZА-ЯІЇЄa-zа-яіїє]{0,2}[ №-]{0,3}\d)"
    r"[A-ZА-ЯІЇЄa-zа-яіїє]{0,2}[ №-]{0,3}\d{2}[ ]?\d{2}[ ]?"
    r"(?:[,;]?\s*+(?:номер|№|no\.?)\s*+)?\d{2,6}\d?"
    r")(?!\d)",
    re.IGNORECASE,
)
_RUSSIAN_PASSPORT = re.compile(r"(?<![\w-])\d{2} ?\d{2} (?:№ ?)?\d{6}(?![\w-])")
_ABOUT_PASSPORT = re.compile(r"паспорт|passport|документ\w{0,9} удостовер", re.IGNORECASE)
_NEAR_ENOUGH = 60
"""Characters before a number that are searched for the word for a passport."""
_SSN = re.compile(r"(?<![\w-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])")
_NUMBERED = re.compile(
    r"(?:№|#|\b(?:order|ticket|invoice|case|id|ref|заказ\w*|тикет\w*|замовлен\w*|заявк\w*|"
    r"счет\w*|счёт\w*|рахун\w*|артикул|трек\w*|накладн\w*|ттн|єдрпоу|огрн\w*))\W{0,4}$",
    re.IGNORECASE,
)


def find_tax_numbers(text: str) -> list[Span]:
    """ІПН/РНОКПП and ИНН after their name; twelve digits alone with valid check digits."""
    found = {_build_labelled_span(match, "tax") for match in _TAX.finditer(text)}
    for match in _TWELVE.finditer(text):
        if inn.is_valid(match[0]) and not _NUMBERED.search(
            text[max(0, match.start() - 24) : match.start()]
        ):
            found.add(_build_span(match, 0, "tax"))
    return sorted(found, key=lambda span: span.start)


def find_insurance_numbers(text: str) -> list[Span]:
    """СНИЛС, by its format or after its name, and US social security numbers, by their format."""
    shaped = [_build_span(match, 0, "snils") for match in _SNILS.finditer(text)]
    called = [_build_labelled_span(match, "snils") for match in _SNILS_CALLED.finditer(text)]
    american = [_build_span(match, 0, "ssn") for match in _SSN.finditer(text)]
    return sorted({*shaped, *called, *american}, key=lambda span: span.start)


def find_passports(text: str) -> list[Span]:
    """Numbers of passports, identity cards and driving licences after the word for them."""
    if not _ABOUT_PASSPORT.search(text) and not _PASSPORT.search(text):
        return []
    found = [_build_labelled_span(match, "passport") for match in _PASSPORT.finditer(text)]
    ranges = TakenRanges(len(text))
    for span in found:
        ranges.take(span.start, span.end)
    for match in _RUSSIAN_PASSPORT.finditer(text):
        before = text[max(0, match.start() - _NEAR_ENOUGH) : match.start()]
        if _ABOUT_PASSPORT.search(before) and ranges.take(*match.span()):
            found.append(_build_span(match, 0, "passport"))
    return sorted(found, key=lambda span: span.start)


def _build_labelled_span(match: re.Match[str], kind: Masked) -> Span:
    return _build_span(match, 1, kind)


def _build_span(match: re.Match[str], group: int, kind: Masked) -> Span:
    value = re.sub(r"[^\w]", "", match[group]).upper()
    return Span(*match.span(group), kind, value)
