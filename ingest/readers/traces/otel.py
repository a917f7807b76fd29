"""OpenTelemetry's traces of generative AI, as OTLP writes them in JSON: spans with `gen_ai.`
attributes or events.

The names are those of the semantic conventions (gen_ai.input.messages, gen_ai.output.messages,
gen_ai.conversation.id), of their first edition (events such as gen_ai.user.message), and of
OpenLLMetry (gen_ai.prompt.0.content).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ingest.readers.interface import (
    JsonReader,
    Native,
    NoConversation,
    Options,
    Record,
    is_object,
    pick_objects,
)
from ingest.readers.traces.turns import Turn, build_messages, list_turns

_NUMBERED = re.compile(r"(?:gen_ai|llm)\.(prompt|completion)s?\.(\d{1,4})\.(role|content)")
_EVENTS = {"gen_ai.user.message": "user", "gen_ai.assistant.message": "assistant"}
_CONVERSATION = ("gen_ai.conversation.id", "session.id", "langfuse.session.id")
_PERSON = ("enduser.id", "user.id", "langfuse.user.id")
_LONGEST = 12
"""Digits of the largest time in seconds."""


def _matches(item: Record) -> bool:
    return any("spanId" in span for span in _iter_spans(item))


def _is_call(span: Record) -> bool:
    names = {str(one.get("key")) for one in pick_objects(span, "attributes")}
    events = {str(one.get("name")) for one in pick_objects(span, "events")}
    return any(name.startswith(("gen_ai.", "llm.prompts")) for name in names | events)


def _iter_spans(item: Record) -> Iterator[Record]:
    for resource in pick_objects(item, "resourceSpans"):
        for scope in pick_objects(resource, "scopeSpans"):
            yield from pick_objects(scope, "spans")
    if "spanId" in item and "attributes" in item:
        yield item


def _read_conversations(item: Record, _options: Options) -> Iterable[Native]:
    spans = [*_iter_spans(item)]
    found = [native for span in spans if (native := _read_span(span))]
    if not found and any(map(_is_call, spans)):  # other spans are no talk at all
        raise NoConversation("No span of it holds words of a person.")
    return found


def _read_span(span: Record) -> Native | None:
    facts = {str(one.get("key")): _read_value(one.get("value"))
             for one in pick_objects(span, "attributes")}  # fmt: skip
    turns = _list_span_turns(span, facts)
    if not any(author == "customer" for author, _ in turns):
        return None
    trace = str(span.get("traceId") or span.get("spanId"))
    began = _read_time(span.get("startTimeUnixNano"))
    ended = _read_time(span.get("endTimeUnixNano")) or began
    return {
        "id": next((facts[name] for name in _CONVERSATION if facts.get(name)), trace),
        "channel": "assistant",
        "created_at": began,
        "customer": {"id": next((facts[name] for name in _PERSON if facts.get(name)), None)},
        "messages": build_messages(trace, turns, began, ended),
    }


def _list_span_turns(span: Record, facts: dict[str, Any]) -> list[Turn]:
    given, answered = facts.get("gen_ai.input.messages"), facts.get("gen_ai.output.messages")
    if given is None:
        given, answered = _read_numbered(facts, "prompt"), _read_numbered(facts, "completion")
    if not given:
        given, answered = _read_events(span)
    return list_turns(given, answered)


def _read_numbered(facts: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """Messages that are spread over attributes: gen_ai.prompt.0.role, gen_ai.prompt.0.content."""
    found: dict[int, dict[str, Any]] = {}
    for name, value in facts.items():
        match = _NUMBERED.fullmatch(name)
        if match and match[1] == kind:
            found.setdefault(int(match[2]), {"role": "assistant"})[match[3]] = value
    return [message for _, message in sorted(found.items())]


def _read_events(span: Record) -> tuple[list[dict[str, Any]], Any]:
    given, answered = [], None
    for event in pick_objects(span, "events"):
        facts = {str(one.get("key")): _read_value(one.get("value"))
                 for one in pick_objects(event, "attributes")}  # fmt: skip
        name = str(event.get("name"))
        if name in _EVENTS:
            given.append({"role": _EVENTS[name], "content": facts.get("content")})
        elif name == "gen_ai.choice":
            answered = facts.get("message") or facts.get("content")
    return given, answered


def _read_value(value: Any) -> Any:
    """A value as OTLP wraps it: {"stringValue": "x"}."""
    if not is_object(value):
        return value
    if is_object(value.get("arrayValue")):
        return [_read_value(one) for one in pick_objects(value["arrayValue"], "values")]
    if is_object(value.get("kvlistValue")):
        pairs = pick_objects(value["kvlistValue"], "values")
        return {str(one.get("key")): _read_value(one.get("value")) for one in pairs}
    return next(iter(value.values()), None)


def _read_time(nanoseconds: Any) -> float | None:
    digits = str(nanoseconds)
    return int(digits) / 1e9 if digits.isdigit() and len(digits) - 9 <= _LONGEST else None


READER = JsonReader(
    "otel", "OpenTelemetry traces of generative AI", _matches, _read_conversations, is_partial=True
)
"""OpenTelemetry: spans of one conversation, or of one trace, are a talk of a person and a bot."""
