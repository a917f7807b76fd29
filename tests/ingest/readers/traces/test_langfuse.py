"""Langfuse: sessions of a person and a bot; the bot is no customer."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from tests.ingest.readers.builders import read_content, story


def trace(name: str, session: str | None, given: Any, answered: Any, **more: Any) -> dict[str, Any]:
    return {
        "id": name, "timestamp": f"2026-02-03T10:0{name[-1]}:00Z", "name": "chat",
        "sessionId": session, "userId": "u7", "tags": ["web"], "input": given, "output": answered,
        "latency": 1.2, **more,
    }  # fmt: skip


FIRST = [{"role": "system", "content": "Help"}, {"role": "user", "content": "Where is my link?"}]
ANSWER = {"role": "assistant", "content": "In the e-mail."}
TRACES = [
    trace("t1", "s1", FIRST, ANSWER, scores=[{"name": "user-feedback", "value": 1}]),
    trace("t2", "s1", [*FIRST, ANSWER, {"role": "user", "content": "It is not there"}], "Look on"),
    trace("t3", None, {"question": "How do I cancel?"}, {"answer": "In the settings."}),
    trace(
        "t4", None, None, None,
        observations=[
            {"type": "SPAN", "input": "x"},
            {"type": "GENERATION", "startTime": "2026-02-03T10:04:01Z",
             "input": json.dumps([{"role": "user", "content": "Refund"}]), "output": "Done"},
        ],
    ),
]  # fmt: skip


def test_traces_of_one_session_are_one_talk(tmp_path: Path) -> None:
    source, talks, rejected = read_content(tmp_path, "traces.json", {"data": TRACES, "meta": {}})
    assert (source, [talk.id for talk in talks], rejected) == ("langfuse", ["s1", "t3", "t4"], [])
    assert story(talks[0]) == [
        ("customer", "Where is my link?"),
        ("bot", "In the e-mail."),
        ("customer", "It is not there"),
        ("bot", "Look on"),
    ]
    assert (talks[0].rating, talks[0].customer.id, talks[0].tags) == (1.0, "u7", ("web",))
    assert story(talks[2]) == [("customer", "Refund"), ("bot", "Done")]


def test_observations_alone_are_joined_by_their_trace_and_others_left_out(tmp_path: Path) -> None:
    calls = [
        {"id": f"o{number}", "traceId": "t9", "type": kind, "startTime": f"2026-02-03T10:0{number}",
         "input": given, "output": "Yes"}
        for number, (kind, given) in enumerate(
            [("GENERATION", FIRST), ("SPAN", "a step"), ("GENERATION", [*FIRST, ANSWER])]
        )
    ]  # fmt: skip
    _, talks, rejected = read_content(tmp_path, "observations.json", calls)
    assert [story(talk)[0] for talk in talks] == [("customer", "Where is my link?")]
    assert all("no words of a person" in one.reason for one in rejected)


def test_the_table_of_the_same_traces_is_read_alike(tmp_path: Path) -> None:
    out = io.StringIO()
    table = csv.DictWriter(
        out, ["id", "timestamp", "name", "sessionId", "userId", "input", "output"]
    )
    table.writeheader()
    for one in TRACES[:2]:
        cells = {name: one[name] for name in table.fieldnames}
        table.writerow({name: json.dumps(cell) if isinstance(cell, (list, dict)) else cell
                        for name, cell in cells.items()})  # fmt: skip
    _, talks, _ = read_content(tmp_path, "traces.csv", out.getvalue())
    assert [talk.id for talk in talks] == ["s1"]
    assert story(talks[0])[2] == ("customer", "It is not there")
