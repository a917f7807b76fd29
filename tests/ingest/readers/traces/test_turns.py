"""What one call of a language model adds to a talk."""

import json
from typing import Any

import pytest

from ingest.readers.traces.turns import build_messages, decode, has_turns, list_turns

ASKED = [("customer", "Where is my invoice?"), ("bot", "Under Billing.")]
USER = {"role": "user", "content": "Where is my invoice?"}
ANSWER = {"role": "assistant", "content": "Under Billing."}


@pytest.mark.parametrize(
    ("given", "answered"),
    [
        ("Where is my invoice?", "Under Billing."),
        ([{"role": "system", "content": "You help"}, USER], ANSWER),
        ({"messages": [USER]}, {"choices": [{"message": ANSWER}]}),
        (json.dumps([USER]), json.dumps(ANSWER)),
        ({"question": "Where is my invoice?"}, {"answer": "Under Billing."}),
        ([{"type": "human", "content": "Where is my invoice?"}], {"type": "ai", **ANSWER}),
        (
            [{"role": "user", "parts": [{"type": "text", "content": "Where is my invoice?"}]}],
            [{"role": "assistant", "parts": [{"type": "tool_call", "name": "x"},
                                             {"type": "text", "content": "Under Billing."}]}],
        ),
        ([{"role": "user", "content": [{"type": "text", "text": "Where is my invoice?"}]}], ANSWER),
        ([USER, {"role": "tool", "content": "rows"}], ANSWER),
    ],
)  # fmt: skip
def test_the_person_asks_and_the_model_answers(given: Any, answered: Any) -> None:
    assert list_turns(given, answered) == ASKED


def test_of_the_talk_so_far_only_what_follows_the_last_answer_is_new() -> None:
    given = [USER, ANSWER, {"role": "user", "content": "It is not there"}]
    assert list_turns(given, "Try the archive.") == [
        ("customer", "It is not there"),
        ("bot", "Try the archive."),
    ]


@pytest.mark.parametrize("given", [None, "", [], [{"role": "system", "content": "You help"}], 7])
def test_without_a_persons_words_there_is_no_talk(given: Any) -> None:
    assert not has_turns(given)


def test_what_is_told_twice_is_one_message_and_its_id_is_the_calls() -> None:
    messages = build_messages("t1", [*ASKED, *ASKED], 1, 2)
    assert [(one["author"], one["at"]) for one in messages] == [("customer", 1), ("bot", 2)]
    assert build_messages("t1", ASKED[:1], 5, 6)[0]["id"] == messages[0]["id"]
    assert decode("[1, 2") == "[1, 2"
