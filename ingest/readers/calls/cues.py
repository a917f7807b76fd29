"""Calls as subtitles: WebVTT or SRT, of Zoom, Teams, Google Meet, Otter and others."""

import html
import re
from collections.abc import Iterator

from ingest.readers.calls.turns import Turn, build_call, is_sound, parse_label, parse_seconds
from ingest.readers.interface import Native, Options

_TIME = r"(?:\d+:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
_CUE = re.compile(rf"^\s*({_TIME})(?:\s+-->\s+|,){_TIME}(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+([^>]{1,100})>")
_TAG = re.compile(r"</?[a-z][^>]{0,100}>|<\d[\d:.]*>", re.IGNORECASE)
_VOICES = re.compile(r"(?=<v[\s.])")
_NAMED = re.compile(r"^\s*(?:[-–—]\s*)?\(([^()]{1,80})\):?\s*$")
_SPOKEN = re.compile(r"^\s*(?:[-–—>]\s*)?([^\W\d_][^:\n,;]{0,40}?)\s{0,20}:\s++(\S.*)$")
_WORDLESS = re.compile(r"^[\s\-–—]*$")
_HEADS = ("NOTE", "STYLE", "REGION")


def matches(head: str, _options: Options) -> bool:
    """Whether a text begins as WebVTT or SRT do."""
    plain = head.lstrip("\ufeff")
    if plain.startswith("WEBVTT"):
        return True
    lines = [line for line in plain[:2_000].split("\n") if line.strip()][:2]
    return bool(lines) and any(map(_CUE.match, lines[: 1 + lines[0].strip().isdigit()]))


def read_conversations(lines: list[str], _name: str, options: Options) -> Iterator[Native]:
    """The call of a file of cues. Raises `BadInput` where nobody is named."""
    yield build_call({}, list(_iter_turns(lines)), options)


def _iter_turns(lines: list[str]) -> Iterator[Turn]:
    """The turns of all cues. A cue without a name goes on with the speaker before it."""
    cues = list(_iter_cues(lines))
    bracketed = bool(cues) and bool(_find_bracketed(cues[0][1][0]))
    above = _are_names_above(cues)
    speaker, known = "", set[str]()
    for at, texts in cues:
        words: list[str] = []
        for place, text in enumerate(texts):
            named, rest = _split_speaker(text, bracketed, known if place else None)
            if above and place == 0:
                named, rest = text.strip(), ""
            if named and words:
                yield speaker, at, " ".join(words)
                words = []
            speaker = named or speaker
            known.add(speaker)
            words += [rest] if rest else []
        if words:
            yield speaker, at, " ".join(words)


def _are_names_above(cues: list[tuple[float | None, list[str]]]) -> bool:
    """Whether every cue begins with a line that is one of few, as Teams puts names."""
    first = {texts[0].strip() for _, texts in cues}
    return (
        all(len(texts) > 1 for _, texts in cues)
        and len(first) * 2 <= len(cues)
        and all(len(name) < 60 and not re.search(r"[:.?!,]|^\(", name) for name in first)
    )


def _iter_cues(lines: list[str]) -> Iterator[tuple[float | None, list[str]]]:
    """(second, lines of words) of each cue.

    Blank lines end nothing; a number or a name of a cue, alone between a blank line and the next
    cue's times, is no word of the cue before it.
    """
    at: float | None = None
    texts: list[str] = []
    skipped = False
    for number, line in enumerate(lines):
        cue = _CUE.match(line)
        before = lines[number - 1] if number else ""
        after = lines[number + 1] if number + 1 < len(lines) else ""
        skipped = bool(line.strip()) and (
            skipped or (not before.strip() and line.split(maxsplit=1)[0] in _HEADS)
        )
        if cue:
            if texts:
                yield at, texts
            at, texts = parse_seconds(cue[1]), []
        elif _CUE.match(after) and (not before.strip() or line.strip().isdigit()):
            continue
        elif at is not None and not skipped and not _WORDLESS.match(line):
            texts += [part for part in _VOICES.split(line) if part.strip()]
    if texts:
        yield at, texts


def _split_speaker(line: str, bracketed: bool, known: set[str] | None) -> tuple[str, str]:
    """(speaker, words) of a line; an empty speaker where it names none. `bracketed`: who speaks
    stands in brackets on a line of its own. `known`: below a cue's first line, whom "Name: words"
    may name, beside words of a role."""
    voice = _VOICE.search(line)
    plain = html.unescape(_TAG.sub("", line)).strip()
    if voice:
        return html.unescape(voice[1]).strip(), plain
    if bracketed and (name := _find_bracketed(line)):
        return name, ""
    spoken = _SPOKEN.match(plain)
    if spoken and (known is None or spoken[1].strip() in known or parse_label(spoken[1])):
        return spoken[1].strip(), spoken[2].strip()
    return "", plain


def _find_bracketed(line: str) -> str:
    """The name that a line in brackets gives; empty where it gives none, as "(laughs)"."""
    named = _NAMED.match(html.unescape(line))
    name = named[1].strip() if named else ""
    return "" if not name or is_sound(name) else name
