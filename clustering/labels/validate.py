"""Labels that somebody else offers: used only where they keep the rules of our own."""

import re
import unicodedata
from collections.abc import Collection

from clustering.labels.candidates import LONGEST, SHORTEST, is_hanging
from clustering.labels.choose import alike
from clustering.labels.tokens import URL, words
from domain.placeholders import PLACEHOLDER

_MARKUP = re.compile(r"[<>\[\]{}|\\`*#_~=$\n\r\t]|\*\*")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z]")
_NOT_RUSSIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
_NOT_UKRAINIAN = re.compile(r"[ыэъё]", re.IGNORECASE)
_MOST_WORDS = 10


def checked_label(offered: object, language: str, taken: Collection[str]) -> str | None:
    """The label as it may stand, None where it breaks a rule: length, one line, no markup,
    placeholder, address or long number, the right letters, whole, not alike to one of `taken`
    (as `alike` tells them).
    """
    if not isinstance(offered, str):
        return None
    told = unicodedata.normalize("NFC", offered).strip().strip("\"'«»„“”").strip().rstrip(".!;:, ")
    if not SHORTEST <= len(told) <= LONGEST or not 1 <= len(words(told)) <= _MOST_WORDS:
        return None
    if _MARKUP.search(told) or PLACEHOLDER.search(told) or URL.search(told):
        return None
    if re.search(r"\d{4,}", told) or any(_is_unseen(sign) for sign in told):
        return None
    if is_hanging(told.rstrip("?").split(" ")[-1]) or not speaks(told, language):
        return None
    label = told[0].upper() + told[1:]
    return None if alike(label, language) in taken else label


def speaks(text: str, language: str) -> bool:
    """Whether a text is written in the letters of a language, foreign names aside."""
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if language == "ru":
        return cyrillic > latin and not _NOT_RUSSIAN.search(text)
    if language == "uk":
        return cyrillic > latin and not _NOT_UKRAINIAN.search(text)
    return not cyrillic and (latin > 0 or language != "en")


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Co", "Cs", "Cn", "So")
