"""A session of a chat is a conversation; without known agents its first author is the customer."""

from typing import Any

import pytest

from ingest.readers.interface import ChatMessage
from ingest.readers.messengers.sessions import (
    THREAD_GAP,
    build_conversations,
    parse_unix_seconds,
    split_sessions,
)


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


def say(number: int, author: str, at: float, reply: int | None = None) -> ChatMessage:
    """Customers begin with c, posts of the room with p."""
    return ChatMessage(
        str(number), author, at, author.startswith("c"),
        reply_to=None if reply is None else str(reply), is_post=author.startswith("p"),
    )  # fmt: skip


def split(*messages: ChatMessage, known: bool = True, threads: bool = False) -> list[str]:
    talks = split_sessions(messages, 1000.0, known=known, threads=threads)
    return ["".join(one.id for one in talk) for talk in talks]


def test_the_team_answers_the_newest_talk_and_a_customer_goes_on_with_their_own() -> None:
    assert split(
        say(1, "c1", 0), say(2, "agent", 5), say(3, "c2", 10), say(4, "agent", 20),
        say(5, "c1", 30), say(6, "agent", 40), say(7, "agent", 50),
    ) == ["12567", "34"]  # fmt: skip


def test_an_answer_to_whom_spoke_last_is_never_too_late() -> None:
    late = say(2, "agent", 9_000)
    assert split(say(1, "c1", 0), late, say(3, "c1", 9_100)) == ["123"]
    assert split(say(1, "c1", 0), say(0, "agent", 1), late) == ["10", "2"]


def test_after_a_silence_a_customer_opens_a_talk() -> None:
    assert split(say(1, "c1", 0), say(2, "agent", 900), say(3, "c1", 1_800)) == ["123"]
    assert split(say(1, "c1", 0), say(2, "agent", 900), say(3, "c1", 1_901)) == ["12", "3"]


def test_without_known_agents_messages_join_the_newest_talk_within_the_gap() -> None:
    messages = [say(1, "ann", 0), say(2, "bo", 500), say(3, "ann", 900), say(4, "bo", 2_000)]
    assert split(*messages, known=False) == ["123", "4"]


def test_a_reply_joins_the_talk_it_answers_however_late() -> None:
    assert split(
        say(1, "c1", 0), say(2, "c2", 10), say(3, "agent", 9_000, 1), say(4, "c1", 9_900, 3)
    ) == ["134", "2"]


@pytest.mark.parametrize(
    "root",
    [[], [say(9, "post", 0)], [say(9, "agent", 0)]],
    ids=["absent", "the room's own", "the team's"],
)
def test_below_a_place_the_rules_of_a_room_hold(root: list[ChatMessage]) -> None:
    below = [
        say(1, "c1", 10, 9), say(2, "agent", 20, 9), say(3, "c2", 30, 9), say(4, "agent", 40, 9),
        say(5, "c1", 5_000, 9), say(6, "agent", 99_000, 9), say(7, "c3", 99_100, 3),
    ]  # fmt: skip
    opening = ["9"] if root else []
    assert split(*root, *below) == [*opening, "12", "347", "56"]


def test_what_is_below_a_place_stays_apart_from_the_room() -> None:
    assert split(say(1, "c1", 0, 9), say(2, "c2", 1), say(3, "agent", 2)) == ["1", "23"]
    assert split(say(1, "c1", 0, 9), say(2, "c1", 1, 8)) == ["1", "2"]


def test_in_threads_only_an_authors_next_words_need_no_mark() -> None:
    apart = THREAD_GAP + 1
    messages = [say(1, "c1", 0), say(2, "agent", 10), say(3, "agent", 20), say(4, "c2", 30, 1)]
    assert split(*messages, say(5, "c2", 40), threads=True) == ["14", "23", "5"]
    assert split(say(1, "c1", 0), say(2, "c1", 10), threads=True) == ["12"]
    assert split(say(1, "c1", 0), say(2, "c1", apart), threads=True) == ["1", "2"]


def test_a_thread_below_the_teams_post_is_split_by_asker() -> None:
    messages = [say(9, "agent", 0), say(1, "c1", 10, 9), say(2, "c2", 20, 9), say(3, "c1", 25, 9)]
    assert split(*messages, threads=True) == ["9", "13", "2"]


def test_ids_stay_apart_below_one_place() -> None:
    talks = list(split_sessions([say(1, "c1", 0, 9), say(2, "c2", 1, 9)], 100.0, known=True))
    built = build_conversations(talks, "room", {}, known=True)
    assert [one["id"] for one in built] == ["room-9", "room-2"]


def test_what_the_room_says_itself_is_nobodys_question() -> None:
    post = ChatMessage("9", "p", 0.0, False, {"author": "agent"}, is_post=True)
    talks = split_sessions([post, say(1, "ann", 5, 9)], 100.0, known=False)
    said = [one["messages"] for one in build_conversations(talks, "room", {}, known=False)]
    assert [[message["author"] for message in talk] for talk in said] == [["agent"], ["customer"]]
