"""Transcripts of calls as programs hand them over in JSON: segments with speakers."""

from collections.abc import Iterable

from ingest.readers.calls.turns import NO_SPEAKERS, build_call, parse_seconds
from ingest.readers.interface import (
    JsonReader,
    Native,
    NoConversation,
    Options,
    Record,
    is_object,
    pick,
    pick_objects,
)

_SEGMENTS = (
    "segments|transcript.segments|transcript|utterances|results.segments|results.utterances|"
    "results.audio_segments|phrases|dialog"
)
_WORDS = "text|transcript|phrase|content"
_SPEAKER = "speaker|speaker_label|role|channel|speaker_id|participant"


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
        raise NoConversation(NO_SPEAKERS)
    turns = [
        (
            str(pick(segment, _SPEAKER)),
            parse_seconds(pick(segment, "start|start_time|offset|begin")),
            str(pick(segment, _WORDS)),
        )
        for segment in pick(item, _SEGMENTS)
        if is_object(segment) and pick(segment, _WORDS) is not None
    ]
    return [build_call(item, turns, options)]


READER = JsonReader(
    "calls",
    "call transcripts",
    _matches,
    _read_conversations,
    wrap_key="segments",
    is_fragment=_is_segment,
)
