"""Labels that somebody else offers: used only where they keep the rules of our own."""

import re
import unicodedata
from collections.abc import Collection

from clustering.labels.candidates import MAX_LABEL_CHARS, MIN_LABEL_CHARS, is_dangling_word
from clustering.labels.choose import build_label_key
from clustering.labels.tokens import URL, extract_words
from domain.placeholders import PLACEHOLDER

_MARKUP = re.compile(r"[<>\[\]{}|\\`*#_~=$\n\r\t]|\*\*")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z]")
_NOT_RUSSIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
_NOT_UKRAINIAN = re.compile(r"[ыэъё]", re.IGNORECASE)
_MAX_WORDS = 10


def validate_label(offered: object, language: str, taken: Collection[str]) -> str | None:
    """The label as it may stand, None where it breaks a rule: length, one line, no markup,
    placeholder, address or long number, the right letters, whole, not alike to one of `taken`
    (as `build_label_key` tells them).
    """
    if not isinstance(offered, str):
        return None
    told = unicodedata.normalize("NFC", offered).strip().strip("\"'«»„“”").strip().rstrip(".!;:, ")
    if (
        not MIN_LABEL_CHARS <= len(told) <= MAX_LABEL_CHARS
        or not 1 <= len(extract_words(told)) <= _MAX_WORDS
    ):
        return None
    if _MARKUP.search(told) or PLACEHOLDER.search(told) or URL.search(told):
        return None
    if re.search(r"\d{4,}", told) or any(_is_invisible(sign) for sign in told):
        return None
    if is_dangling_word(told.rstrip("?").split(" ")[-1]) or not is_in_alphabet_of(told, language):
        return None
    label = told[0].upper() + told[1:]
    return None if build_label_key(label, language) in taken else label


def is_in_alphabet_of(text: str, language: str) -> bool:
    """Whether a text is written in the letters of a language, foreign names aside."""
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if language == "ru":
        return cyrillic > latin and not _NOT_RUSSIAN.search(text)
    if language == "uk":
        return cyrillic > latin and not _NOT_UKRAINIAN.search(text)
    return not cyrillic and (latin > 0 or language != "en")


def _is_invisible(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs", "Cn", "So")
