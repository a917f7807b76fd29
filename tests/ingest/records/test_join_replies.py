"""Replies are joined to the customer's message they answer, in whatever order they stand."""

from typing import Any

from domain.conversations import Rejected
from ingest.records.join_replies import join_replies, sort_by_time
from tests.ingest.builders import said, talk


def post(number: Any, parent: Any = None, author: str = "customer") -> tuple[str, dict[str, Any]]:
    return "f:1", {"id": number, "reply_to": parent, "messages": [{"author": author}]}


def roots(*natives: tuple[str, dict[str, Any]]) -> list[str]:
    return [item[1]["id"] for item in join_replies(iter(natives)) if not isinstance(item, Rejected)]


def test_a_chain_of_replies_is_one_conversation_in_any_order() -> None:
    assert roots(post(3, 2), post(2, 1, "agent"), post(1), post(9)) == ["1", "1", "1", "9"]


def test_numbers_of_data_frames_are_the_same_ids() -> None:
    assert roots(post("2", "1.0"), post("1")) == ["1", "1"]


def test_what_the_team_posts_unasked_is_a_place() -> None:
    assert roots(post(1, None, "agent"), post(2, 1), post(3, 1), post(4, 3, "agent")) == [
        "1",
        "2",
        "3",
        "3",
    ]


def test_a_reply_to_what_is_not_in_the_file_opens_its_own() -> None:
    assert roots(post(2, 1), post(3, 1), post(4, 3)) == ["2", "3", "3"]


def test_a_circle_of_replies_ends() -> None:
    assert len(roots(post(1, 2), post(2, 1), post(3, 3))) == 3


def test_a_long_chain_is_walked_once() -> None:
    count = 20_000
    chain = [post(number, number - 1 or None) for number in range(count, 0, -1)]
    assert set(roots(*chain)) == {"1"}


def test_a_rejected_row_passes_through() -> None:
    wrong = Rejected("f:2", "bad")
    assert list(join_replies(iter([wrong]))) == [wrong]


def test_messages_are_sorted_by_time_and_those_without_come_last() -> None:
    mixed = talk(said("c"), said("b", minute=2), said("a", minute=1))
    (found,) = sort_by_time(iter([mixed]))
    assert not isinstance(found, Rejected)
    assert [one.text for one in found.messages] == ["a", "b", "c"]
    assert [one.position for one in found.messages] == [0, 1, 2]
