"""Headers above a quoted or forwarded message, told by their shape in any language.

Two shapes: a sentence of up to three lines ("On 3 Feb 2026 at 14:05, Lumo <...> wrote:"), and a
block of lines "Word: value" with a person and an address in its first ("From: Lumo <...>").
"""

import re
from dataclasses import dataclass

from domain.placeholders import pattern_of

_EMAIL = pattern_of("email")
_CLOCK = re.compile(r"(?<![\d.:])\d{1,2}\s?[:.hH]\s?\d\d(?![\d.]*\d)|\d{1,2}[時时시点點]")
_DAY = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d|٢٠\d\d)(?!\d)|(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d)"
)
_ADDRESS = re.compile(rf"[^\s<>()@]@[^\s<>()@]|{_EMAIL}")
_QUOTED_NAME = re.compile(r"[\"«„“”][^\"«»„“”]{1,80}[\"»“”]")
_PERSON = re.compile(rf"[^\s:][^<(\[]{{0,120}}[<(\[](?:mailto:)?[^\s<>()@]{{1,80}}@|{_EMAIL}")
_END = re.compile(r"[:：](?:\s?[-—]{1,20})?$|\bwrote\s?[-—]{0,20}$", re.IGNORECASE)
_FIELD = re.compile(r"^[\s*>|]{0,8}([^\W\d_][^:：\n]{0,24})\s?[:：]\*{0,2}\s?(\S.{0,400})$")
_LINE = re.compile(r"^\s{0,8}[-_=]{3,40}[^-_=\n]{0,60}[-_=]{3,40}\s{0,8}$|^\s{0,8}_{10,80}\s{0,8}$")
_ALONE = re.compile(r"^\s{0,8}<[^<>\s]{1,120}@[^<>\s]{1,120}>\s{0,8}$")
_SENTENCE, _LINES, _FIELDS = 300, 3, 8
"""Characters and lines of a sentence; lines of a block."""


@dataclass(frozen=True, slots=True)
class Header:
    """A block above a quoted message."""

    size: int
    """Lines from its first one, the line of dashes included."""
    values: tuple[str, ...]
    """What stands behind the words of its lines; the first is the person's."""


def find_sentence(lines: list[str], i: int) -> int:
    """How many lines from `i` on are a sentence above a quotation; 0 for none."""
    for size in range(1, _LINES + 1):
        part = lines[i : i + size]
        if len(part) < size or not all(line.strip() for line in part):
            return 0
        if _is_sentence(part):
            return 0 if any(_is_sentence(part[first:]) for first in range(1, size)) else size
    return 0


def _is_sentence(part: list[str]) -> bool:
    if sum(map(len, part)) > _SENTENCE:
        return False
    text = " ".join(line.strip() for line in part).strip("- —>")
    ended = part[-1].strip()
    if not _END.search(ended) or not (_DAY.search(part[0]) or _CLOCK.search(part[0])):
        return False
    return bool(
        _DAY.search(text)
        and _CLOCK.search(text)
        and (_ADDRESS.search(text) or _QUOTED_NAME.search(text))
    )


def find_block(lines: list[str], i: int) -> Header | None:
    """The block "Word: value" that begins at a line, perhaps under a line of dashes."""
    at = i
    under_dashes = bool(_LINE.match(lines[i][:200]))
    if under_dashes:
        at += 1
        while at < len(lines) and at < i + 3 and not lines[at].strip():
            at += 1
    values: list[str] = []
    while at < len(lines) and len(values) < _FIELDS:
        line = lines[at][:500]
        if field := _FIELD.match(line):
            values.append(field[2])
        elif values and _ALONE.match(line):
            values[-1] += f" {line.strip()}"
        else:
            break
        at += 1
    if len(values) < 3 or not any(_is_time(value) for value in values[1:]):
        return None
    person = _ADDRESS if under_dashes else _PERSON
    return Header(at - i, tuple(values)) if person.search(values[0]) else None


def _is_time(value: str) -> bool:
    return bool(_DAY.search(value) and _CLOCK.search(value))
