"""A row of a table is a conversation, or one message of it."""

import pytest

from domain.errors import BadRequest
from ingest.columns.fields import Columns, parse_columns


def test_a_row_of_a_conversation_becomes_one_message() -> None:
    columns = Columns(conversation="c", id="m", text="t", author="a", agent="n", plan="p")
    row = {"c": "7", "m": "1", "t": "Hi", "a": "agent", "n": "Bo", "p": "pro"}
    assert columns.to_native(row) == {
        "id": "7",
        "customer": {"plan": "pro"},
        "messages": [{"id": "1", "text": "Hi", "author": "agent", "agent": {"name": "Bo"}}],
    }
    assert Columns(text="t", at="d").to_native({"t": "Hi", "d": "x"}) == {
        "text": "Hi", "created_at": "x", "customer": {},
    }  # fmt: skip


def test_columns_are_named_on_the_command_line() -> None:
    assert parse_columns([]) is None
    assert parse_columns(["text=What = missing?"]) == Columns(text="What = missing?")
    with pytest.raises(BadRequest, match="Fields are text"):
        parse_columns(["words=Review"])


def test_a_row_beside_a_flag_is_a_note() -> None:
    columns = Columns(text="t", internal="n")
    native = columns.to_native({"t": "call back", "n": "true"})
    assert native["messages"] == [{"text": "call back", "internal": "true", "agent": None}]


def test_who_wrote_a_row_of_the_team_is_no_customer() -> None:
    columns = Columns(text="t", conversation="c", customer="e", customer_name="n")
    native = columns.to_native({"t": "Hi", "c": "7", "e": "a@x.example", "n": "Bo"}, "agent")
    assert native["customer"] == {}
    assert native["messages"][0]["agent"] == {"name": "Bo"}  # type: ignore[index]
