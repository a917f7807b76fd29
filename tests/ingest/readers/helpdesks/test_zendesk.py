"""Zendesk: users give the authors; the description opens a ticket unless a comment repeats it."""

import json
from pathlib import Path

from ingest.open import read
from tests.ingest.builders import items, lines
from tests.ingest.readers.builders import SAMPLES, asked, minutes, read_content, sample, story


def test_zendesk_users_tell_who_is_who() -> None:
    (conversation, merged, deleted), rejected = sample("zendesk_incremental.json")
    assert story(conversation) == [
        ("customer", "The code does not come"),
        ("note", "Looks like the spam filter"),
        ("agent", "Look into the spam folder, please"),
        ("bot", "Your request was updated"),
        ("customer", "Same here, nothing in spam"),
    ]
    assert conversation.url == "https://lumo.zendesk.com/agent/tickets/101"
    assert (conversation.rating, conversation.tags, conversation.channel) == (
        5.0,
        ("login",),
        "email",
    )
    assert asked(conversation)[0] == "No letter with the code\n\nThe code does not come"
    assert (asked(merged), asked(deleted), rejected) == ([], [], [])
    assert story(deleted) == [("customer", "")]
    assert "203.0.113.7" not in repr(conversation)


def test_zendesk_tickets_alone_open_with_their_description() -> None:
    conversations, rejected = sample("zendesk_tickets.jsonl")
    assert [asked(one) for one in conversations] == [
        ["Refund\n\nI was charged after cancelling"],
        ["Please send the invoice again"],
    ]
    assert not rejected


def test_zendesk_events_add_comments_to_a_ticket() -> None:
    (conversation,), rejected = sample("zendesk_events.json")
    assert (conversation.id, story(conversation), minutes(conversation)) == (
        "7",
        [("agent", "Refunded")],
        ["04 10:13"],
    )
    assert not rejected


def test_an_object_that_is_not_shaped_as_documented_is_reported(tmp_path: Path) -> None:
    good = json.loads((SAMPLES / "zendesk_tickets.jsonl").read_text().splitlines()[0])
    path = lines(tmp_path / "a.jsonl", good, {"tickets": 5}, good | {"comments": [{"public": []}]})
    conversations, rejected = items(read(path))
    assert [one.id for one in conversations] == ["7"]
    assert "a.jsonl:2" in {one.place for one in rejected}


def test_zendesks_event_brings_the_ticket_and_its_comment(tmp_path: Path) -> None:
    event = {
        "type": "zen:event-type:ticket.comment_added",
        "time": "2026-02-03T10:00:00.123456789Z",
        "subject": "zen:ticket:5",
        "detail": {
            "id": "5", "subject": "Login", "description": "It fails", "status": "OPEN",
            "requester_id": "8", "submitter_id": "8", "via": {"channel": "email"},
            "created_at": "2026-02-01T10:00:00Z",
        },
        "event": {
            "comment": {
                "id": "9", "body": "never mind, a note", "is_public": False,
                "author": {"id": "3", "is_staff": True, "name": "Bo"},
            }
        },
    }  # fmt: skip
    source, talks, _ = read_content(tmp_path, "event.json", event)
    assert (source, talks[0].id, talks[0].status) == ("zendesk", "5", "open")
    assert story(talks[0]) == [("customer", "It fails"), ("note", "never mind, a note")]
