"""Talks as plain text: a speaker, a clock, or both in front of each turn, as Otter, Rev, Teams,
Zoom, Google Meet and chat windows write them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from domain.errors import BadInput
from ingest.readers.calls.turns import (
    NO_SPEAKERS,
    Turn,
    build_call,
    is_numbered,
    parse_label,
    parse_seconds,
)
from ingest.readers.interface import Native, Options

_HALF = r"(?:[AaPp]\.?\s?[Mm]\.?|[ДПдп][Пп]|[صم]|上午|下午|오전|오후|午前|午後)"
_STAMP = (
    r"(?:(?:\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}\.?\s[^\W\d_]{3,12}\.?\s\d{4}(?:\s[гр]\.)?|"
    r"[^\W\d_]{3,12}\.?\s\d{1,2},?\s\d{4}),?[\sT]{1,3})?"
    rf"(?:{_HALF}\s?)?(\d{{1,3}}:\d\d(?::\d\d)?(?:[.,]\d{{1,3}})?)(?:\s?{_HALF})?(?:\s(?:UTC|GMT))?"
)
_RANGE = rf"{_STAMP}(?:\s?(?:-->|[-–—])\s?[\d:.,]{{4,12}})?"
_NAME = r"[^\W\d_][^:\n\t,;|(\[@]{0,60}?(?:\s\([^()\d:]{1,40}\))?"
_SPOKEN = re.compile(
    rf"^\s*+(?:(?:[\[(@]\s?)?{_RANGE}(?:\s?[\])])?\s*+(?:[-–—|]\s*+)?)?({_NAME})"
    rf"\s{{0,20}}(?:[\[(]{_STAMP}[\])])?\s{{0,20}}:\s++(\S.*)$"
)
_STAMPED_NAME = re.compile(
    rf"^\s*+(?:\[({_NAME})\]|({_NAME}))\s{{0,5}}[\[(]{_RANGE}[\])]\s{{0,5}}:?\s+(\S.*)$"
)
_TABBED = re.compile(rf"^\s*+{_STAMP}\t({_NAME})\t\"?(.{{0,100000}}?)\"?$")
"""A line of LINE."""
_NAME_ABOVE = re.compile(
    rf"^\s*+(?:\[({_NAME})\]|({_NAME}))(?:\s{{0,20}}[-–—|•·@,]\s{{0,5}}|\s{{1,20}}|(?=[\[(]))"
    rf"[\[(]?{_RANGE}[\])]?\s{{0,5}}:?\s*$"
)
_NAME_BEHIND = re.compile(rf"^\s*+[\[(@]?{_RANGE}[\])]?\s*+(?:[-–—|]\s*+)?({_NAME}):?\s*$")
_ALONE = re.compile(rf"^\s*+{_NAME}\s*$")
_CLOCK = re.compile(rf"^\s*+[\[(@]?{_RANGE}[\])]?(?:\s++[-–—|]?\s*+(\S.*)|\s*)$")
_BREAK = re.compile(r"^\s*(?:-{3,}|={3,}|\*{3,})\s*$")
_EVENT = re.compile(
    r"^\s*(?:[\[(]?[\d:]{4,8}(?:\s?[AaPp][Mm])?[\])]?\s*)?\*{3}\s|^Transcribed by https?://|"
    r"^.{0,80}\d\d:\d\d:\d\d\s👋|^\d{4}[./]\d{1,2}[./]\d{1,2}\s?\([^()]{1,4}\)\s*$|"
    r"^-{5,}[^-\n]{1,60}-{5,}\s*$|^This editable transcript was computer generated"
)
"""Lines of programs: who joined, which day begins, when a meeting ended, who transcribed it."""
_DIRECTIONS = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SENTENCE = re.compile(r"[.?!…](?:\s|$)")
_RECIPIENT = re.compile(
    r"^(?:From|Von|De|От|Від)\s+(.{1,60}?)\s+(?:to|an|à|a|para|до|для|кому)\s", re.I
)
_TABLE = re.compile(r"[,;\t]\"|^\s*+(?:\{|\[\s*$|<)")
"""What stands above a talk that is a cell of a table, or a field of JSON."""
_LOOKED_AT, _BEFORE, _PEOPLE = 80, 15, 12
"""Lines that are looked at, those before the first turn, and people in one talk."""


@dataclass(frozen=True, slots=True)
class _Line:
    speaker: str
    at: float | None
    text: str
    """Empty where the words stand on the next lines."""
    stamped: bool


def matches(head: str, options: Options) -> bool:
    """Whether the lines of a text are turns of a talk, also of one that cannot be read."""
    lines = [line for line in head.lstrip("\ufeff").split("\n") if line.strip()][:_LOOKED_AT]
    lines = _join_clocks(lines)
    found = _parse_lines(lines)
    first = next((place for place, line in enumerate(found) if line), len(lines))
    turns = [line for line in found if line]
    speakers = Counter(line.speaker.casefold() for line in turns)
    named = any(parse_label(name) or options.is_agent(name) for name in speakers)
    if any(map(_TABLE.search, lines[:first])):
        return False
    if first > _BEFORE or len(speakers) > _PEOPLE or len(turns) * 5 < len(lines) - first:
        return _is_nameless(lines)
    if len(turns) > 1 and _is_stamped(turns):
        above = all(not line.text for line in turns)
        return _are_names_above(found[first:], named) if above else True
    if _is_nameless(lines):
        return True
    if len(turns) > 1 and (named or _has_clocks(lines)):
        return first == 0 or _has_clocks(lines)
    return first == 0 and _is_dialogue(turns, len(lines), speakers)


def read_conversations(lines: list[str], name: str, options: Options) -> Iterator[Native]:
    """The calls of a text, separated by lines of dashes.

    Raises `BadInput` where it cannot be told who speaks, or which side they are on.
    """
    lines = _join_clocks(lines)
    _check_sides(lines, name, options)
    turns: list[Turn] = []
    at: float | None = None
    for text, line in zip([*lines, "---"], [*_parse_lines(lines), None], strict=True):
        if _BREAK.match(text):
            if any(words for _, _, words in turns):
                yield build_call({}, [turn for turn in turns if turn[2]], options)
            turns = []
        elif line:
            turns.append((line.speaker, line.at if line.stamped else at, line.text))
        elif _EVENT.match(text) or not text.strip():
            continue
        elif (clock := _CLOCK.match(text)) and not clock[2]:
            at = parse_seconds(clock[1])
        elif turns:
            speaker, moment, before = turns[-1]
            turns[-1] = (speaker, moment, f"{before}\n{text.strip()}".strip())


def _check_sides(lines: list[str], name: str, options: Options) -> None:
    turns = [line for line in _parse_lines(lines) if line]
    filled = [line for line in lines if line.strip()]
    if len(turns) < 2 or (_is_nameless(filled[:_LOOKED_AT]) and len(turns) * 3 < len(filled)):
        raise BadInput(f"{name} looks like a talk with clocks in front of its lines. {NO_SPEAKERS}")
    known = any(parse_label(line.speaker) or options.is_agent(line.speaker) for line in turns)
    timed = _is_stamped(turns) or _has_clocks(filled[:_LOOKED_AT])
    if not known and not timed and not any(is_numbered(line.speaker) for line in turns):
        raise BadInput(
            f"{name} looks like a talk of {len({line.speaker for line in turns})} people. Say who "
            "answers with --agent NAME, or read it as a table with --map."
        )


def _parse_lines(lines: list[str]) -> list[_Line | None]:
    """The turn that each line begins. Where most have a clock, a name without one is no speaker but
    words, as in "Status: lost"."""
    found = [_parse_line(line) for line in lines]
    stamped = _is_stamped([line for line in found if line])
    people = {line.speaker for line in found if line and line.stamped}
    return [
        line
        if line and (not stamped or line.speaker in people or parse_label(line.speaker))
        else None
        for line in found
    ]


def _is_stamped(turns: list[_Line]) -> bool:
    """Whether most turns have a clock."""
    return sum(line.stamped for line in turns) * 2 > len(turns)


def _join_clocks(lines: list[str]) -> list[str]:
    """The lines, each clock that stands alone put behind the name above or below it.

    They stay as they are where not every such clock has a name on the same side.
    """
    alone = [place for place, line in enumerate(lines) if _has_clocks([line])]
    for step in (-1, 1):
        names = {place + step: place for place in alone}
        if len(alone) > 1 and all(
            0 <= name < len(lines) and _ALONE.match(lines[name]) and _is_name(lines[name].strip())
            for name in names
        ):
            return [
                f"{line.strip()}  {lines[names[place]].strip()}" if place in names else line
                for place, line in enumerate(lines)
                if place not in names.values()
            ]
    return lines


def _has_clocks(lines: list[str]) -> bool:
    """Whether clocks stand on lines of their own, as Google Meet puts them."""
    return any((clock := _CLOCK.match(line)) and not clock[2] for line in lines)


def _parse_line(text: str) -> _Line | None:
    """The turn that a line begins; None for any other line."""
    text = _DIRECTIONS.sub("", text)
    if _EVENT.match(text) or "-->" in text[:4]:
        return None
    for pattern, names, clocks, words in (
        (_STAMPED_NAME, (1, 2), (3,), 4),
        (_TABBED, (2,), (1,), 3),
        (_SPOKEN, (2,), (1, 3), 4),
        (_NAME_ABOVE, (1, 2), (3,), None),
        (_NAME_BEHIND, (2,), (1,), None),
    ):
        match = pattern.match(text)
        if not match:
            continue
        speaker = next(match[place] for place in names if match[place]).strip(" -–—|•·")
        clock = next((match[place] for place in clocks if match[place]), None)
        if words is None and not _is_name(speaker):
            continue
        if to := _RECIPIENT.match(speaker):
            speaker = to[1]
        return _Line(
            speaker, parse_seconds(clock), match[words].strip() if words else "", clock is not None
        )
    return None


def _is_name(speaker: str) -> bool:
    """Whether words beside a clock can be a name: few, the first and the last not in small
    letters."""
    words = re.sub(r"\s\(.*\)$", "", speaker).split()
    if parse_label(speaker) or is_numbered(speaker):
        return True
    cased = len(words) == 1 or not (words[0][0].islower() or words[-1][0].islower())
    return 0 < len(words) <= 5 and cased and not _SENTENCE.search(speaker + ".x")


def _are_names_above(found: list[_Line | None], named: bool) -> bool:
    """Whether lines of a name and a clock stand above words, and not one below the other."""
    turns = [line for line in found if line]
    headed = sum(
        line is not None and after is None
        for line, after in zip(found, [*found[1:], None], strict=True)
    )
    return named or (headed * 4 >= len(turns) * 3 and len(found) >= len(turns) * 2 - 1)


def _is_dialogue(turns: list[_Line], count: int, speakers: Counter[str]) -> bool:
    """Whether nearly every line begins with one of a few who speak by turns."""
    changes = sum(one.speaker != two.speaker for one, two in pairwise(turns))
    return (
        len(turns) >= 4
        and len(turns) * 5 >= count * 4
        and 2 <= len(speakers) <= 4
        and min(speakers.values()) > 1
        and changes * 2 > len(turns) - 1
    )


def _is_nameless(lines: list[str]) -> bool:
    """Whether most lines begin with a clock, or many are one, and nobody is named."""
    clocks = [bool(_CLOCK.match(line)) for line in lines]
    alone = sum(_has_clocks([line]) for line in lines)
    if alone > 1 and alone * 4 >= len(lines):
        return True
    return len(lines) > 2 and clocks[0] and sum(clocks) * 2 >= len(lines)
