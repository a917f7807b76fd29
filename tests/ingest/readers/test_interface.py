"""Readers pick fields by dotted paths; sessions of a chat are split by replies and gaps."""

from typing import Any

import pytest

from ingest.readers.interface import (
    ChatMessage,
    JsonReader,
    Options,
    is_html,
    pick,
    pick_fields,
    pick_objects,
    pick_person_names,
    pick_texts,
    split_sessions,
    to_body,
)

ITEM = {"a": {"b": 0, "c": ""}, "d": [{"e": 1}, 5, {"e": 2}], "f": None, "tags": ["x", 7, True]}


def message(number: int, author: str, at: float, **fields: Any) -> ChatMessage:
    return ChatMessage(str(number), author, at, author.startswith("c"), **fields)


def sessions(*messages: ChatMessage, threaded: bool = False) -> list[list[str]]:
    split = split_sessions(messages, 100.0, threaded=threaded)
    return [[one.id for one in session] for session in split]


def test_the_first_path_with_a_value_is_picked() -> None:
    assert pick(ITEM, "f|a.c|x.y|a.b") == 0
    assert pick(ITEM, "a.c|f") is None
    assert pick_fields(ITEM, number="a.b", empty="a.c") == {"number": 0}
    assert pick_objects(ITEM, "d") == [{"e": 1}, {"e": 2}]
    assert pick_objects(ITEM, "a.b") == []
    assert pick_texts(ITEM, "tags") == ["x", "7"]
    assert pick_person_names(
        {"name": "Ann", "email": "a@b", "alias": "Ann"}, "name|alias|email"
    ) == ("Ann\na@b")


@pytest.mark.parametrize(
    ("text", "html"),
    [("<p>a</p>", True), ("a<br/>b", True), ("Tom &amp; Ann", True), ("a < b > c", False),
     ("<name@post.example>", False), ("List<String>", False)],
)  # fmt: skip
def test_html_is_told_from_text_by_known_tags_and_entities(text: str, html: bool) -> None:
    assert is_html(text) is html
    assert to_body(text) == {"html" if html else "text": text}


def test_agents_are_known_by_id_name_address_or_domain() -> None:
    options = Options(agents=frozenset({"ira", "lumo.example", "7"}))
    assert options.is_agent(" Ira ")
    assert options.is_agent("bo@lumo.example")
    assert options.is_agent(None, 7)
    assert not options.is_agent("bo@lumo.example.org", "lumo", [])


def test_a_reader_that_meets_an_undocumented_object_does_not_accept_it() -> None:
    reader = JsonReader("x", "X", lambda item: bool(item["a"]["b"]), lambda _item, _options: [])
    assert reader.accepts({"a": {"b": 1}})
    assert not any(map(reader.accepts, [{}, {"a": None}, {"a": 5}, [], None]))


def test_an_agent_answers_the_newest_session_and_a_customer_goes_on_with_their_own() -> None:
    found = sessions(
        message(1, "c1", 0), message(2, "c2", 10), message(3, "agent", 20), message(4, "c1", 30)
    )
    assert found == [["1", "4"], ["2", "3"]]


def test_a_session_ends_after_the_gap_but_a_reply_still_joins_it() -> None:
    late = message(2, "c1", 101)
    reply = message(3, "agent", 500, reply_to="1")
    assert sessions(message(1, "c1", 0), late) == [["1"], ["2"]]
    assert sessions(message(1, "c1", 0), late, reply) == [["1", "3"], ["2"]]


def test_in_threads_a_message_without_a_mark_opens_a_session() -> None:
    messages = [message(1, "c1", 0), message(2, "agent", 10), message(3, "agent", 20)]
    assert sessions(*messages, threaded=True) == [["1"], ["2", "3"]]
    assert sessions(*messages) == [["1", "2", "3"]]
