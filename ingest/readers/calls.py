"""Call transcripts: segments in JSON, `Agent: …` lines, WebVTT or SRT."""

import html
import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from domain.errors import BadInput
from ingest.parsing.authors import parse_author
from ingest.parsing.times import parse_time
from ingest.readers.interface import (
    JsonReader,
    Native,
    NoConversation,
    Options,
    Record,
    is_object,
    pick,
    pick_fields,
    pick_objects,
    pick_texts,
)

_SEGMENTS = (
    "segments|transcript.segments|transcript|utterances|results.segments|results.utterances|"
    "results.audio_segments|phrases|dialog"
)
_WORDS = "text|transcript|phrase|content"
_SPEAKER = "speaker|speaker_label|role|channel|speaker_id|participant"
_STARTED = "started_at|start_time|call_date|calldate|date|created_at|datetime|recorded_at"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?"
_TURN = re.compile(
    rf"^\s*+(?:[\[(]?({_CLOCK})[\])]?\s*+[-–—]?\s*+)?([^\W\d_][^:\n,;]{{0,40}}?)"
    rf"\s{{0,20}}(?:[\[(]({_CLOCK})[\])])?\s{{0,20}}:\s++(\S.*)$"
)
_CUE = re.compile(r"^\s*((?:\d+:)?\d\d:\d\d[.,]\d{3})\s+-->\s+(?:\d+:)?\d\d:\d\d[.,]\d{3}")
_VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+([^>]{1,100})>")
_TAG = re.compile(r"</?[a-z][^>]{0,100}>|<\d[\d:.]*>", re.IGNORECASE)
_NUMBERED = re.compile(
    r"^(?:speaker|spk|channel|спикер|участник|мовець)?[\s_-]*\d*$", re.IGNORECASE
)
_BREAK = re.compile(r"^\s*(?:-{3,}|={3,}|\*{3,})\s*$")

_NO_SPEAKERS = (
    "The transcript does not say who speaks. Name the speakers (Agent: ..., Customer: ...)."
)
Turn = tuple[str, float | None, str]
"""(speaker, seconds from the start or None, text)."""


def matches(head: str) -> bool:
    """Whether a text is a transcript: WebVTT, SRT, or lines that begin with a speaker."""
    if head.lstrip("\ufeff").startswith("WEBVTT"):
        return True
    lines = [line for line in head.split("\n")[:60] if line.strip()]
    if len(lines) > 1 and lines[0].strip().isdigit() and _CUE.match(lines[1]):
        return True
    turns = [match for line in lines if (match := _TURN.match(line))]
    speakers = {match[2].strip().casefold() for match in turns}
    if len(turns) < 2 or len(speakers) > 6 or not _TURN.match(lines[0].lstrip("\ufeff")):
        return False
    return len(turns) * 5 >= len(lines) and any(_parse_label(speaker) for speaker in speakers)


def read_conversations(lines: list[str], options: Options) -> Iterator[Native]:
    """The calls of a text, separated by lines of dashes. Raises `BadInput` without speakers."""
    cues = any(_CUE.match(line) for line in lines[:200])
    if cues:
        yield _build_call({}, list(_iter_cue_turns(lines)), options)
        return
    turns: list[Turn] = []
    for line in [*lines, "---"]:
        match = _TURN.match(line)
        if _BREAK.match(line):
            if turns:
                yield _build_call({}, turns, options)
            turns = []
        elif match:
            turns.append((match[2].strip(), parse_seconds(match[1] or match[3]), match[4].strip()))
        elif turns and line.strip():
            speaker, at, text = turns[-1]
            turns[-1] = (speaker, at, f"{text}\n{line.strip()}")


def _iter_cue_turns(lines: list[str]) -> Iterator[Turn]:
    at: float | None = None
    texts: list[str] = []
    speaker = ""
    for line in [*lines, ""]:
        cue = _CUE.match(line)
        if cue:
            at, texts = parse_seconds(cue[1]), []
        elif at is not None and line.strip():
            texts.append(line)
        elif at is not None:
            speaker, text = _split_speaker(" ".join(texts), speaker)
            if text:
                yield speaker, at, text
            at = None


def _split_speaker(text: str, before: str) -> tuple[str, str]:
    """(speaker, text) of a cue; without a name the speaker is that of the cue before."""
    voice = _VOICE.search(text)
    plain = html.unescape(_TAG.sub("", text)).strip()
    if voice:
        return voice[1].strip(), plain
    turn = _TURN.match(plain)
    return (turn[2].strip(), turn[4].strip()) if turn else (before, plain)


def _matches(item: Record) -> bool:
    if _is_segment(item):
        return True
    segments = pick(item, _SEGMENTS)
    if not isinstance(segments, list) or not segments:
        return False
    return all(is_object(segment) and _is_timed(segment) for segment in segments[:20])


def _is_segment(item: Record) -> bool:
    return _is_timed(item) and pick(item, _SPEAKER) is not None


def _is_timed(item: Record) -> bool:
    timed = bool({"start", "end", "start_time", "offset", "begin"} & item.keys())
    return timed and isinstance(pick(item, _WORDS), str)


def _read_conversations(item: Record, options: Options) -> Iterable[Native]:
    if any(pick(segment, _SPEAKER) is None for segment in pick_objects(item, _SEGMENTS)):
        raise NoConversation(_NO_SPEAKERS)
    turns = [
        (
            str(pick(segment, _SPEAKER)),
            parse_seconds(pick(segment, "start|start_time|offset|begin")),
            str(pick(segment, _WORDS)),
        )
        for segment in pick(item, _SEGMENTS)
        if is_object(segment) and pick(segment, _WORDS) is not None
    ]
    return [_build_call(item, turns, options)]


def _build_call(item: Record, turns: list[Turn], options: Options) -> Native:
    """A call as a native object, each turn at its own time.

    Where no speaker's label is a known word, the first speaker is taken for the agent, who greets.
    """
    if any(not speaker for speaker, _, _ in turns):
        raise BadInput(_NO_SPEAKERS)
    started, first = _read_start(item, options), turns[0][0] if turns else ""
    authors = {speaker: _detect_author(speaker, options) for speaker, _, _ in turns}
    other = _find_other_author(set(authors.values()))
    messages = []
    for number, (speaker, at, text) in enumerate(turns):
        guessed = other or ("agent" if speaker == first else "customer")
        moment = started + timedelta(seconds=at) if started and at is not None else None
        messages.append(
            {
                "id": str(number) if pick(item, "call_id|id|uuid") is not None else None,
                "at": moment.isoformat() if moment else None,
                "author": authors[speaker] or guessed,
                "author_name": None
                if parse_author(speaker, {}) or _NUMBERED.match(speaker)
                else speaker,
                "text": text,
            }
        )
    about = pick_fields(
        item, id="call_id|id|uuid", url="recording_url|record_url|url", status="status"
    )
    customer = pick_fields(
        item, id="customer_id|client_id|caller_id", name="customer_name|client_name"
    )
    return about | {
        "channel": "call",
        "created_at": pick(item, _STARTED),
        "tags": pick_texts(item, "tags"),
        "customer": customer,
        "messages": messages,
    }


def _find_other_author(found: set[str | None]) -> str | None:
    """The author of all speakers without a known label; None where no label is known."""
    if found <= {None}:
        return None
    return "customer" if "agent" in found else "agent"


def _read_start(item: Record, options: Options) -> Any:
    try:
        return parse_time(pick(item, _STARTED), options.timezone)
    except ValueError:
        return None


def _detect_author(speaker: str, options: Options) -> str | None:
    return "agent" if options.is_agent(speaker) else _parse_label(speaker)


def _parse_label(label: str) -> str | None:
    """The author of a label such as "Agent", "Agent 1", "Оператор Анна"; None where unknown."""
    words = re.split(r"[\s(\[_-]+", label.strip())
    return parse_author(label, {}) or (parse_author(words[0], {}) if words else None)


def parse_seconds(clock: Any) -> float | None:
    """Seconds of "1:02:03.5", "02:03" or a number of seconds; None where it is no time."""
    if isinstance(clock, (int, float)) and not isinstance(clock, bool):
        return float(clock) if abs(clock) < 1e9 else None
    if not isinstance(clock, str):
        return None
    try:
        parts = [float(part) for part in clock.replace(",", ".").split(":")]
    except ValueError:
        return None
    total = 0.0
    for part in parts[:3]:
        total = total * 60 + part
    return total if total < 1e9 else None


READER = JsonReader(
    "calls",
    "call transcripts",
    _matches,
    _read_conversations,
    wrap_key="segments",
    is_fragment=_is_segment,
)
