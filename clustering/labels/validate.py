"""Validation of labels from elsewhere: they must keep the rules of our own."""

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
    """The label, cleaned and capitalised; None where it breaks a rule: length, one line, no markup,
    placeholder, address or long number, the language's letters, no dangling last word, a key
    (`build_label_key`) that is not one of `taken`.
    """
    if not isinstance(offered, str):
        return None
    text = unicodedata.normalize("NFC", offered).strip().strip("\"'«»„“”").strip().rstrip(".!;:, ")
    if (
        not MIN_LABEL_CHARS <= len(text) <= MAX_LABEL_CHARS
        or not 1 <= len(extract_words(text)) <= _MAX_WORDS
    ):
        return None
    if _MARKUP.search(text) or PLACEHOLDER.search(text) or URL.search(text):
        return None
    if re.search(r"\d{4,}", text) or any(_is_invisible(sign) for sign in text):
        return None
    if is_dangling_word(text.rstrip("?").split(" ")[-1]) or not is_in_alphabet_of(text, language):
        return None
    label = text[0].upper() + text[1:]
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
