"""Langfuse: traces, with or without their observations, and observations alone."""

from collections.abc import Iterable
from typing import Any

from ingest.readers.interface import (
    JsonReader,
    Native,
    NoConversation,
    Options,
    Record,
    pick,
    pick_objects,
    pick_texts,
)
from ingest.readers.traces.turns import build_messages, has_turns, list_turns

_TIMES = {"timestamp", "startTime", "start_time"}
_MARKS = {"sessionId", "session_id", "traceId", "trace_id", "observations", "htmlPath", "release",
          "totalCost", "latency", "projectId", "project_id"}  # fmt: skip
_CALLS = {"GENERATION", "AGENT", "CHAIN"}
_RATINGS = ("feedback", "rating", "csat", "thumb", "satisfaction", "score")


def _matches(item: Record) -> bool:
    is_trace = "input" in item and "output" in item and bool(_TIMES & item.keys())
    return is_trace and len(_MARKS & item.keys()) >= 1


def _read_conversations(item: Record, _options: Options) -> Iterable[Native]:
    kind = item.get("type")
    trace = pick(item, "traceId|trace_id") or item.get("id")
    given, answered = item.get("input"), item.get("output")
    inside = _list_calls(item)
    if not has_turns(given) and inside:
        given, answered = inside[0].get("input"), inside[-1].get("output")
    if (isinstance(kind, str) and kind not in _CALLS) or not has_turns(given):
        raise NoConversation("It holds no words of a person.")
    began = pick(item, "timestamp|startTime|start_time")
    ended = pick(item, "endTime|end_time|updatedAt|updated_at") or began
    user = pick(item, "userId|user_id")
    yield {
        "id": pick(item, "sessionId|session_id") or trace,
        "channel": "assistant",
        "created_at": began,
        "tags": pick_texts(item, "tags"),
        "rating": _find_rating(item),
        "customer": {"id": user},
        "messages": build_messages(str(trace), list_turns(given, answered), began, ended),
    }


def _list_calls(item: Record) -> list[Record]:
    """The calls of a model in a trace, the first one first."""
    calls = [one for one in pick_objects(item, "observations") if one.get("type") in _CALLS]
    return sorted(calls, key=lambda one: str(pick(one, "startTime|start_time") or ""))


def _find_rating(item: Record) -> Any:
    """What the person thought of it, where a score of the trace says so."""
    for score in pick_objects(item, "scores"):
        name = str(score.get("name")).casefold()
        if any(word in name for word in _RATINGS) and isinstance(score.get("value"), (int, float)):
            return score["value"]
    return None


READER = JsonReader("langfuse", "Langfuse traces", _matches, _read_conversations, is_partial=True)
"""Langfuse: a session is a conversation, of a person and a bot."""
