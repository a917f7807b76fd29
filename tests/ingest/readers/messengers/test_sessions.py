"""A session of a chat is a conversation; without known agents its first author is the customer."""

from typing import Any

import pytest

from ingest.readers.interface import ChatMessage
from ingest.readers.messengers.sessions import build_conversations, parse_unix_seconds


def message(
    number: int, author: str, *, customer: bool = False, word: str = "agent"
) -> ChatMessage:
    fields = {"author": word, "at": f"2026-02-0{number}", "author_name": author.title()}
    return ChatMessage(str(number), author, 0.0, customer, fields)


def authors(conversation: dict[str, Any]) -> list[str]:
    return [one["author"] for one in conversation["messages"]]


def test_without_known_agents_the_first_author_asks_and_all_others_answer() -> None:
    session = [
        message(1, "ann"),
        message(2, "bo"),
        message(3, "ann"),
        message(4, "x", word="bot"),
    ]
    (conversation,) = build_conversations([session], "help", {"channel": "chat"}, known=False)
    assert authors(conversation) == ["customer", "agent", "customer", "bot"]
    assert conversation["id"] == "help-1"
    assert conversation["created_at"] == "2026-02-01"
    assert conversation["channel"] == "chat"
    assert conversation["customer"] == {"id": "ann", "name": "Ann"}


def test_with_known_agents_authors_stay_and_the_first_customer_is_the_customer() -> None:
    session = [message(1, "bo"), message(2, "ann", customer=True, word="customer")]
    (conversation,) = build_conversations([session], "help", {}, known=True)
    assert authors(conversation) == ["agent", "customer"]
    assert conversation["customer"]["id"] == "ann"
    (alone,) = build_conversations([session[:1]], "help", {}, known=True)
    assert alone["customer"] == {}


def test_a_session_that_opens_with_a_reply_is_named_after_what_it_answers() -> None:
    reply = ChatMessage("5", "ann", 0.0, True, {}, reply_to="2")
    (conversation,) = build_conversations([[reply]], "help", {}, known=True)
    assert conversation["id"] == "help-2"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("1770120300", 1770120300.0),
        ("2026-02-03T14:05:00", 1770120300.0),
        ("soon", 0.0),
        (None, 0.0),
    ],
)
def test_a_message_without_a_valid_time_is_at_zero(value: Any, seconds: float) -> None:
    assert parse_unix_seconds({"date": value}, "unix|date", "Europe/Kyiv") == seconds
