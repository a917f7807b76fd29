"""Intercom: the opening message stands in the source; notes, bots and events are no asks."""

import json
from pathlib import Path

from tests.ingest.readers.builders import asked, minutes, read_content, sample, story


def test_an_intercom_conversation_opens_in_its_source() -> None:
    (conversation,), rejected = sample("intercom_conversation.json")
    assert story(conversation) == [
        (
            "customer",
            "Hi, where is the link to lesson 4? See my calendar (https://lumo.example/cal)",
        ),
        ("bot", "Have a look at our help pages"),
        ("note", "Second time this week"),
        ("customer", "It is not in the letter either"),
        ("customer", ""),
        ("agent", "Here it is"),
    ]
    assert minutes(conversation)[:2] == ["03 10:00", "03 10:01"]
    assert (conversation.subject, conversation.rating, conversation.tags) == (
        "Lesson link",
        5.0,
        ("lessons",),
    )
    assert (conversation.customer.id, conversation.status, rejected) == ("c-1", "closed", [])
    assert [one.id for one in conversation.messages][:3] == ["source-77", "2", "3"]


def test_what_a_team_writes_first_is_no_ask() -> None:
    conversations, rejected = sample("intercom_list.json")
    assert [story(one)[0][0] for one in conversations] == ["agent", "bot"]
    assert [asked(one) for one in conversations] == [[], []]
    assert [one.customer.id for one in conversations] == ["c-9", "c-8"]
    assert not rejected


def test_intercom_webhooks_of_a_conversation_are_one() -> None:
    (conversation,), (other,) = sample("intercom_webhooks.jsonl")
    assert story(conversation) == [
        ("customer", "The card was charged twice & nobody answers"),
        ("customer", "I want one of them back"),
    ]
    assert (other.place, other.reason) == (
        "intercom_webhooks.jsonl:3", "The event is about no conversation.")  # fmt: skip


def test_intercoms_notes_by_any_name_are_notes_and_a_redacted_part_is_erased(
    tmp_path: Path,
) -> None:
    part = {"id": "2", "part_type": "comment", "body": "secret", "author": {"type": "user"}}
    note = {"id": "3", "part_type": "note_and_reopen", "body": "n", "author": {"type": "admin"}}
    whole = {
        "type": "conversation", "id": "1", "source": {"author": {"type": "user"}, "body": "Hi you"},
        "conversation_parts": {"conversation_parts": [part, note]},
    }  # fmt: skip
    event = {
        "type": "notification_event",
        "topic": "conversation_part.redacted",
        "data": {"item": {**part, "type": "conversation_part", "body": None, "redacted": True,
                          "conversation_id": "1"}},
    }  # fmt: skip
    lines = f"{json.dumps(whole)}\n{json.dumps(event)}\n"
    _, talks, rejected = read_content(tmp_path, "events.jsonl", lines)
    assert not rejected
    assert story(talks[0])[1:] == [("customer", ""), ("note", "n")]
