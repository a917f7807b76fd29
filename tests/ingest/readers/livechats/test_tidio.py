"""Tidio: contacts write, operators and bots answer, internal messages are notes."""

from pathlib import Path

from tests.ingest.readers.builders import read_content, sample, story


def test_a_tidio_ticket_has_contacts_operators_and_bots() -> None:
    (conversation,), rejected = sample("tidio_ticket.json")
    assert story(conversation) == [
        ("customer", "The coupon is refused"),
        ("bot", "Somebody will be here soon"),
        ("note", "it ended in May"),
        ("agent", "It ended; here is a new one"),
    ]
    assert (conversation.id, conversation.subject, conversation.status) == (
        "4410",
        "Coupon",
        "solved",
    )
    assert (conversation.customer.id, rejected) == ("9f-aa", [])


def test_loose_tidio_messages_are_joined_by_their_conversation(tmp_path: Path) -> None:
    messages = [
        {"id": str(number), "conversation_id": "c1", "contact_id": "9f", "author": {"type": who},
         "message": {"type": "text", "content": text}, "created_at": f"2026-02-03T10:0{number}:00Z"}
        for number, (who, text) in enumerate([("contact", "Is it open?"), ("operator", "Yes")])
    ]  # fmt: skip
    source, talks, _ = read_content(tmp_path, "messages.json", {"data": messages})
    assert (source, len(talks), talks[0].id) == ("tidio", 1, "c1")
    assert story(talks[0]) == [("customer", "Is it open?"), ("agent", "Yes")]
