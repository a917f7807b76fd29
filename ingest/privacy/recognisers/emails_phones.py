"""E-mail addresses and phone numbers."""

import re
from functools import lru_cache
from typing import Literal

import phonenumbers

from ingest.privacy.spans import Span

_AT = re.compile(r"@|%40", re.IGNORECASE)
_BEFORE = re.compile(r"[\w.!#$'*+~-]{0,64}$")
_AFTER = re.compile(r"(?:[\w-]{1,63}\.){1,8}[^\W\d_][\w-]{1,62}")
_GROUP = re.compile(r"\+?\d+")
_GAP = re.compile(r"[\s().\-–‑/\u00a0]{1,4}")
_DATE = re.compile(
    r"(?<![\d.\-/])(?:(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|[12]\d|3[01])\2(?:19|20)\d\d"
    r"|(?:0?[1-9]|[12]\d|3[01])([./])(?:0?[1-9]|1[0-2])\3\d\d)"
    r"(?!\d)(?:[ ,T]+\d\d?:\d\d(?::\d\d)?)?"
)
_NOT_PHONE = re.compile(
    r"(?:№|#|\b(?:no|nr|order|ticket|invoice|case|id|ref|sku|bug|build|version|заказ\w*|тикет\w*|"
    r"замовлен\w*|заявк\w*|счет\w*|счёт\w*|рахун\w*|код|артикул|инн|єдрпоу|огрн)\W{0,3})\W{0,2}$",
    re.IGNORECASE,
)
_INSIDE_BEFORE = re.compile(r"\w[-.]$|[\w/]$")
_INSIDE_AFTER = re.compile(r"\w|-\w")
_CALLED = re.compile(
    r"\b(?:tel|phone|mobile|mob|cell|call|whatsapp|viber|telegram|fax|тел|телефон\w*|моб|мобильн\w*|"
    r"мобільн\w*|вайбер|ватсап|звоните|дзвоніть|позвоните|зателефонуйте|telefon\w*|sms|смс|"
    r"(?:my|new|old|мой|мій|новый|новий|старый|старий|контактн\w+)\s+(?:number|номер))\W{0,8}$",
    re.IGNORECASE,
)
_NANP = re.compile(r"(?:1[ .-])?\(?\d{3}\)?[ .-]\d{3}[.-]\d{4}")
_MAX_GROUPS, _MIN_DIGITS, _MAX_DIGITS = 8, 7, 15
"""Groups of digits and digits of a number (E.164 allows 15)."""


def find_emails(text: str) -> list[Span]:
    """E-mail addresses, also with "%40" and in any script."""
    found: list[Span] = []
    for match in _AT.finditer(text):
        before = _BEFORE.search(text[max(0, match.start() - 64) : match.start()])
        after = _AFTER.match(text, match.end(), match.end() + 255)
        name = (before[0] if before else "").lstrip(".!#$'*+~-")
        if not name or not after:
            continue
        start = match.start() - len(name)
        if found and start < found[-1].end:
            continue
        end = after.end()
        value = f"{name}@{after[0]}".casefold()
        found.append(Span(start, end, "email", value))
    return found


def find_phones(text: str) -> list[Span]:
    """Phone numbers: international, national ones of Ukraine and Russia, North American ones, and
    any number after a word like "tel".

    Dates, and bare digits after a word like "order", are none. Numbers are validated by Google's
    libphonenumber (phonenumbers).
    """
    found: list[Span] = []
    for run in _group_digits(text):
        first = 0
        while first < len(run):
            span = _find_longest_phone(text, run, first)
            if span:
                found.append(span)
                while first < len(run) and run[first][0] < span.end:
                    first += 1
            else:
                first += 1
    return found


DigitGroups = list[tuple[int, int]]


def _group_digits(text: str) -> list[DigitGroups]:
    """Runs of digit groups that are close enough to be one number; dates are left out."""
    if sum(map(str.isdigit, text)) < _MIN_DIGITS:
        return []
    dates = [match.span() for match in _DATE.finditer(text)]
    runs: list[DigitGroups] = []
    end, date = -1, 0
    for match in _GROUP.finditer(text):
        while date < len(dates) and dates[date][1] <= match.start():
            date += 1
        if date < len(dates) and dates[date][0] <= match.start():
            end = -1
            continue
        gap = text[end : match.start()] if end >= 0 else ""
        if end >= 0 and not match[0].startswith("+") and (not gap or _GAP.fullmatch(gap)):
            runs[-1].append(match.span())
        else:
            runs.append([match.span()])
        end = match.end()
    return runs


def _find_longest_phone(text: str, run: DigitGroups, first: int) -> Span | None:
    """The longest phone number that begins at group `first`; None for none."""
    best, digits, begin = None, "", run[first][0]
    before = _classify_context(text, begin)
    if before == "inside":
        return None
    for start, end in run[first : first + _MAX_GROUPS]:
        digits += text[start:end].lstrip("+")
        if len(digits) > _MAX_DIGITS:
            break
        shown = text[_include_opening_bracket(text, begin, end) : end]
        if len(digits) >= _MIN_DIGITS and _is_phone(shown, digits, before):
            if _INSIDE_AFTER.match(text, end):
                continue
            best = Span(end - len(shown), end, "phone", _normalise_digits(digits))
    return best


NumberContext = Literal["inside", "called", "counted", ""]


def _classify_context(text: str, start: int) -> NumberContext:
    """What precedes a number: "inside" is the rest of a longer code, "called" a word for a phone,
    "counted" a word for something else that has a number, "" none of them."""
    words = text[max(0, start - 24) : start]
    if text[start] == "+":
        return "inside" if words[-1:].isdigit() else ""
    if _INSIDE_BEFORE.search(words):
        return "inside"
    if not any(map(str.isalpha, words)) and not words.rstrip().endswith(("#", "№")):
        return ""
    if _CALLED.search(words):
        return "called"
    return "counted" if _NOT_PHONE.search(words) else ""


def _include_opening_bracket(text: str, start: int, end: int) -> int:
    """Start of the number, its opening bracket included."""
    return start - 1 if start and text[start - 1] == "(" and ")" in text[start:end] else start


def _normalise_digits(digits: str) -> str:
    """The last nine digits, the same for +380 67…, 8 067… and 067…; fewer where there are fewer."""
    return digits[-9:] if len(digits) >= 9 else digits


def _is_phone(shown: str, digits: str, before: NumberContext) -> bool:
    if shown[0] == "+":
        return _is_possible(f"+{digits}")
    if before == "called":
        return True
    if digits.startswith("00") and len(digits) > 10:
        return _is_possible(f"+{digits[2:]}")
    if before == "counted":
        return False
    return _is_national(shown, digits) or bool(_NANP.fullmatch(shown))


def _is_national(shown: str, digits: str) -> bool:
    """Whether it is valid in a national form of Ukraine or Russia: 0XX…, 80XX…, 380XX…, 8XXX…,
    7XXX…, (9XX) …"""
    if len(digits) == 10 and digits[0] == "0":
        return _is_valid(f"+38{digits}")
    if len(digits) == 11 and digits.startswith("80"):
        return _is_valid(f"+3{digits}")
    if len(digits) == 12 and digits.startswith("380"):
        return _is_valid(f"+{digits}")
    if len(digits) == 11 and digits[0] in "78":
        return _is_valid(f"+7{digits[1:]}")
    return len(digits) == 10 and shown.startswith("(") and _is_valid(f"+7{digits}")


@lru_cache(maxsize=4096)
def _is_possible(number: str) -> bool:
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return False
    return bool(
        phonenumbers.is_possible_number_with_reason(parsed)
        in {
            phonenumbers.ValidationResult.IS_POSSIBLE,
            phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY,
        }
    )


@lru_cache(maxsize=4096)
def _is_valid(number: str) -> bool:
    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(number, None)))
    except phonenumbers.NumberParseException:
        return False
