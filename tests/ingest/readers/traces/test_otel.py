"""OpenTelemetry's spans of generative AI: attributes, numbered attributes, events."""

import json
from pathlib import Path
from typing import Any

from tests.ingest.readers.builders import read_content, story

BEGAN = 1_770_112_800_000_000_000


def facts(**values: Any) -> list[dict[str, Any]]:
    return [
        {"key": key.replace("__", "."), "value": {"stringValue": value}}
        for key, value in values.items()
    ]


def span(trace: str, number: int, attributes: list[Any], **more: Any) -> dict[str, Any]:
    return {
        "traceId": trace, "spanId": str(number), "name": "chat",
        "startTimeUnixNano": str(BEGAN + number * 10**9),
        "endTimeUnixNano": str(BEGAN + number * 10**9 + 5 * 10**8),
        "attributes": attributes, **more,
    }  # fmt: skip


def said(role: str, text: str) -> str:
    return json.dumps([{"role": role, "parts": [{"type": "text", "content": text}]}])


CALL = facts(
    gen_ai__conversation__id="c1",
    user__id="u1",
    gen_ai__input__messages=said("user", "Where is my parcel?"),
    gen_ai__output__messages=said("assistant", "On its way"),
)
NUMBERED = facts(
    **{
        "gen_ai.prompt.0.role": "user",
        "gen_ai.prompt.0.content": "Cancel my plan",
        "gen_ai.completion.0.role": "assistant",
        "gen_ai.completion.0.content": "Sure",
    }
)
EVENTS = [
    {"name": "gen_ai.system.message", "attributes": facts(content="be nice")},
    {"name": "gen_ai.user.message", "attributes": facts(content="App crashes")},
    {"name": "gen_ai.choice", "attributes": facts(message=json.dumps({"content": "Update it"}))},
]
SPANS = [
    span("aa", 1, CALL),
    span("aa", 2, CALL),
    span("bb", 3, NUMBERED),
    span("cc", 4, facts(gen_ai__system="x"), events=EVENTS),
    span("dd", 5, facts(http__method="GET")),
]
EXPORT = {"resourceSpans": [{"resource": {}, "scopeSpans": [{"scope": {}, "spans": SPANS}]}]}


def test_calls_are_talks_and_a_span_within_a_span_tells_nothing_twice(tmp_path: Path) -> None:
    source, talks, rejected = read_content(tmp_path, "spans.json", EXPORT)
    assert (source, rejected) == ("otel", [])
    assert {talk.id: story(talk) for talk in talks} == {
        "c1": [("customer", "Where is my parcel?"), ("bot", "On its way")],
        "bb": [("customer", "Cancel my plan"), ("bot", "Sure")],
        "cc": [("customer", "App crashes"), ("bot", "Update it")],
    }
    assert talks[0].customer.id == "u1"
    assert talks[0].created_at is not None
    assert talks[0].created_at.year == 2026


def test_json_lines_of_exports_are_joined_by_their_conversation(tmp_path: Path) -> None:
    later = facts(
        gen_ai__conversation__id="c1",
        gen_ai__input__messages=said("user", "It never came"),
        gen_ai__output__messages=said("assistant", "Sorry"),
    )
    lines = [
        {"resourceSpans": [{"scopeSpans": [{"spans": [one]}]}]}
        for one in (SPANS[0], span("ee", 9, later), SPANS[4])
    ]
    content = "\n".join(map(json.dumps, lines))
    _, talks, rejected = read_content(tmp_path, "spans.jsonl", content)
    assert [text for _, text in story(talks[0])] == [
        "Where is my parcel?", "On its way", "It never came", "Sorry",
    ]  # fmt: skip
    assert rejected == []


def test_a_call_without_a_persons_words_is_told(tmp_path: Path) -> None:
    lonely = span("ff", 1, facts(gen_ai__system="x", gen_ai__output__messages="[]"))
    _, talks, rejected = read_content(tmp_path, "spans.json", {"resourceSpans": [{"scopeSpans": [
        {"spans": [lonely]}]}]})  # fmt: skip
    assert talks == []
    assert [one.reason for one in rejected] == ["No span of it holds words of a person."]
