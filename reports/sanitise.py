"""Customers' words made fit for a line of a document."""

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_UNSEEN = {"Cc", "Cs"}
"""Unicode categories no document can carry: control characters and lone surrogates."""
_DIRECTION_MARKS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""They turn the direction of what follows, beyond the customer's own words."""


def to_single_line(text: str) -> str:
    """The text on one line, without control characters."""
    spaced = _SPACE.sub(" ", text)
    kept = (
        letter
        for letter in spaced
        if letter not in _DIRECTION_MARKS and unicodedata.category(letter) not in _UNSEEN
    )
    return "".join(kept).strip()


def shorten(text: str, most: int) -> str:
    """At most `most` characters, cut between words where it can be."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    if (space := cut.rfind(" ")) > most * 2 // 3:
        cut = cut[:space]
    return cut.rstrip(" ,.;:–-") + "…"
