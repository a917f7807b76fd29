r"""Control characters: what a text may hold that is not seen, but moves the cursor, hides or
reorders what is around it.

They are C0 and C1 controls, marks that order or override the direction of writing, line and
paragraph separators, byte order marks, tag characters, lone surrogates, and joiners of no width
between letters that are never joined. Tab, line feed, and what emoji and scripts with joined
letters need, are text.
"""

import re

_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]{1,16}\U000e007f"
"""An emoji that is spelled in tag characters: the flag of Scotland."""
_DIRECTION = "\u202a-\u202e\u2066-\u2069"
_ORDER = "\u061c\u200e\u200f"
_SELDOM = "\u2028\u2029\ufeff\ufff9-\ufffb\u206a-\u206f\U000e0000-\U000e007f\ud800-\udfff"
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_JOINER = r"(?<![^\x00-\u058f\u2000-\u206f])[\u200b-\u200d\u2060-\u2064]"
"""A joiner at the beginning, or after a letter of an alphabet that has no use for it."""
_SHOWN = re.compile(f"{_FLAG}|[{_CONTROL}{_DIRECTION}{_ORDER}{_SELDOM}]|{_JOINER}")
_SHOWN_IN_LINE = re.compile(f"[\n\t]|{_SHOWN.pattern}")
_DROPPED = re.compile(f"{_FLAG}|[{_CONTROL}{_DIRECTION}{_SELDOM}]")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def show_control_characters(text: str) -> str:
    r"""The text with control characters as they are written in a program: `\x1b`, `\u202e`."""
    return text if text.isascii() and text.isprintable() else _SHOWN.sub(_show, text)


def show_on_one_line(text: str) -> str:
    r"""The same on one line: line ends and tabs, too, as `\n` and `\t`."""
    return _SHOWN_IN_LINE.sub(_show, text)


def show_in_json(document: str) -> str:
    r"""A JSON document of the same value whose control characters stand as `\u202e`."""
    return _SHOWN.sub(_show_in_json, document)


def drop_control_characters(text: str) -> str:
    """The text without control characters; one kind of line end, and "\ufffd" for half a character.

    Marks of order and joiners stay: writing from right to left needs them.
    """
    if text.isascii() and text.isprintable():
        return text
    plain = _LONE_SURROGATE.sub("\ufffd", _LINE_ENDS.sub("\n", text))
    return _DROPPED.sub(_keep_flag, plain)


def _show(found: re.Match[str]) -> str:
    if len(found[0]) > 1:
        return found[0]
    return found[0].encode("unicode_escape").decode("ascii")


def _show_in_json(found: re.Match[str]) -> str:
    if len(found[0]) > 1:
        return found[0]
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _keep_flag(found: re.Match[str]) -> str:
    return found[0] if len(found[0]) > 1 else ""
