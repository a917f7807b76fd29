"""Customers' text made safe for one line of a document."""

import re

from domain.text.control_characters import drop_control_characters

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


def to_single_line(text: str) -> str:
    """The text on one line, without control characters; half a character is removed, too."""
    half = _LONE_SURROGATE.sub("", text)
    return drop_control_characters(_SPACE.sub(" ", half)).strip()


def shorten(text: str, most: int) -> str:
    """The text, or at most `most` characters of it with "…", cut between words where possible."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    if (space := cut.rfind(" ")) > most * 2 // 3:
        cut = cut[:space]
    return cut.rstrip(" ,.;:–-") + "…"
