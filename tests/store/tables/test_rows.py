"""Values come back from rows as they went in; times are kept naive, in UTC."""

from datetime import UTC, datetime, timedelta, timezone

from domain.conversations import Agent, Customer
from store.tables.rows import (
    parse_ask_row,
    parse_conversation_row,
    to_ask_table,
    to_aware_utc,
    to_conversation_row,
    to_message_rows,
    to_naive_utc,
)
from tests.builders import ask, conversation, message


def test_times_are_kept_in_utc() -> None:
    kyiv = timezone(timedelta(hours=3))
    kept = to_naive_utc(datetime(2026, 6, 1, 1, tzinfo=kyiv))
    assert kept == datetime(2026, 5, 31, 22)
    assert to_aware_utc(kept) == datetime(2026, 5, 31, 22, tzinfo=UTC)
    assert to_naive_utc(None) is None
    assert to_aware_utc(None) is None


def test_an_ask_comes_back_as_it_was() -> None:
    known = ask("a1", "c1", language="uk", excluded="greeting")
    assert [parse_ask_row(row) for row in to_ask_table([known]).to_pylist()] == [known]


def test_a_conversation_comes_back_as_it_was() -> None:
    known = conversation(
        "c1",
        message("hello", "m1", position=0),
        message("hi", "m2", author="agent", agent=Agent("g1", None, "sales"), position=1),
        tags=("vip",),
        customer=Customer(id="u1", plan="free", attributes=(("crm", "7"),)),
    )
    row, messages = to_conversation_row(0, known), to_message_rows(0, known)
    assert parse_conversation_row(row, messages) == known


def test_of_two_messages_with_one_key_the_last_stays() -> None:
    rows = to_message_rows(0, conversation("c1", message("old"), message("new")))
    assert [row["text"] for row in rows] == ["new"]
