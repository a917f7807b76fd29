"""Cells may hold a ticket's comments or a chat's messages, as JSON or as Python writes them."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.conversations import Rejected
from ingest.records.nested_cells import (
    decode_row,
    decode_rows,
    find_messages,
    find_object_columns,
    name_fields,
)
from tests.ingest.builders import lines
from tests.ingest.readers.builders import read_content, story

COMMENTS = [
    {"id": 1, "author_id": 901, "public": True, "body": "The lamp blinks"},
    {"id": 2, "author_id": 33, "public": False, "body": "batch 7"},
    {"id": 3, "author_id": 33, "public": True, "body": "<p>A new one is <b>on its way</b></p>"},
]


def quote(value: object) -> str:
    return '"' + str(value).replace('"', '""') + '"'


def test_comments_in_a_cell_are_the_tools_whose_row_it_is(tmp_path: Path) -> None:
    table = (
        "ID,Subject,Requester ID,Status,Created at,Comments\n"
        f"71,Lamp,901,solved,2026-02-03T10:00:00Z,{quote(json.dumps(COMMENTS))}\n"
    )
    source, (ticket,), rejected = read_content(tmp_path, "tickets.csv", table)
    assert (source, ticket.id, ticket.subject, rejected) == ("zendesk", "71", "Lamp", [])
    assert story(ticket) == [
        ("customer", "The lamp blinks"),
        ("note", "batch 7"),
        ("agent", "A new one is on its way"),
    ]


TURNS = [{"role": "user", "content": "It's dark"}, {"role": "assistant", "content": "Where?"}]


@pytest.mark.parametrize("write", [json.dumps, str])
@pytest.mark.parametrize("name", ["messages", "conversation", "dialog"])
def test_a_cell_of_messages_is_a_conversation(tmp_path: Path, write: Any, name: str) -> None:
    table = f"chat_id,created,topic,{name}\nc1,2026-02-03 10:00,Lamp,{quote(write(TURNS))}\n"
    source, (chat,), rejected = read_content(tmp_path, "chats.csv", table)
    assert (source, chat.id, chat.subject, rejected) == ("chats", "c1", "Lamp", [])
    assert story(chat) == [("customer", "It's dark"), ("agent", "Where?")]
    assert str(chat.created_at) == "2026-02-03 10:00:00+00:00"


def test_a_line_of_json_may_hold_its_messages_as_text(tmp_path: Path) -> None:
    path = lines(tmp_path / "chats.jsonl", {"chat_id": "c1", "log": json.dumps(TURNS)})
    _, (chat,), _ = read_content(tmp_path, "chats.jsonl", path.read_bytes())
    assert story(chat) == [("customer", "It's dark"), ("agent", "Where?")]


def test_objects_that_are_no_messages_change_nothing(tmp_path: Path) -> None:
    tags = quote(json.dumps([{"id": 1, "name": "lamp"}]))
    table = f"id,text,tags\n7,The lamp blinks,{tags}\n8,It is dark,{tags}\n"
    _, talks, _ = read_content(tmp_path, "a.csv", table)
    assert [story(talk) for talk in talks] == [
        [("customer", "The lamp blinks")],
        [("customer", "It is dark")],
    ]


def test_columns_of_objects_are_told_by_their_cells() -> None:
    rows: list[dict[str, Any]] = [
        {"a": '[{"text": "x"}]', "b": "[1] x", "c": "", "d": "[{broken"},
        {"a": None, "b": "x"},
    ]
    assert find_object_columns(rows) == ("a",)
    decoded = decode_row(rows[0], ("a",))
    assert decoded["a"] == [{"text": "x"}]
    assert find_messages(decoded, ("a",)) == "a"
    assert find_messages({"a": [{"name": "x"}]}, ("a",)) is None


def test_fields_are_named_as_an_api_names_them() -> None:
    row = {"Requester ID": "901", "Is public": "true", "code": "007", "x": "", "l": [1]}
    assert name_fields(row) == {
        "requester_id": 901,
        "is_public": True,
        "code": "007",
        "x": None,
        "l": [1],
    }


def test_what_is_no_row_passes_through() -> None:
    wrong = Rejected("a:1", "bad")
    assert list(decode_rows(iter([wrong, ("a:2", "text")]), ("a",))) == [wrong, ("a:2", "text")]


def test_a_cell_that_cannot_be_read_names_its_row_and_column(tmp_path: Path) -> None:
    good = quote(json.dumps(COMMENTS))
    table = (
        "ID,Subject,Requester ID,Status,Comments\n"
        f"71,Lamp,901,solved,{good}\n72,Oslo,902,open,{good[:60]}{quote('x')[1:]}\n73,Key,903,open,\n"
    )
    _, tickets, rejected = read_content(tmp_path, "tickets.csv", table)
    assert [ticket.id for ticket in tickets] == ["71", "72", "73"]
    assert [one.place for one in rejected] == ["tickets.csv:3 Comments"]


def test_objects_far_below_the_first_row_are_found() -> None:
    rows: list[dict[str, Any]] = [{"a": ""}] * 200 + [{"a": "[{'text': 'x'}]"}]
    assert find_object_columns(rows) == ("a",)
