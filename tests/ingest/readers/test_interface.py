"""Readers pick fields by dotted paths, and know agents by their spellings."""

import pytest

from ingest.readers.interface import (
    JsonReader,
    Options,
    is_html,
    pick,
    pick_fields,
    pick_objects,
    pick_person_names,
    pick_texts,
    to_body,
)

ITEM = {"a": {"b": 0, "c": ""}, "d": [{"e": 1}, 5, {"e": 2}], "f": None, "tags": ["x", 7, True]}


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
