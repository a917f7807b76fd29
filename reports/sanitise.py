"""Customers' text made safe for one line of a document."""

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_REMOVED_CATEGORIES = {"Cc", "Cs"}
"""Unicode categories that are removed: control characters and lone surrogates."""
_DIRECTION_MARKS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Marks that change the direction of the text after them, beyond the customer's own."""


def to_single_line(text: str) -> str:
    """The text on one line, without control characters and direction marks."""
    spaced = _SPACE.sub(" ", text)
    kept = (
        letter
        for letter in spaced
        if letter not in _DIRECTION_MARKS
        and unicodedata.category(letter) not in _REMOVED_CATEGORIES
    )
    return "".join(kept).strip()


def shorten(text: str, most: int) -> str:
    """The text, or at most `most` characters of it with "…", cut between words where possible."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    if (space := cut.rfind(" ")) > most * 2 // 3:
        cut = cut[:space]
    return cut.rstrip(" ,.;:–-") + "…"
