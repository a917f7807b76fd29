"""Gorgias: `from_agent` tells who wrote; rules are bots, internal notes are notes."""

from pathlib import Path

from tests.ingest.readers.builders import read_content, sample, story


def test_a_gorgias_ticket_has_rules_and_notes() -> None:
    (conversation,), rejected = sample("gorgias_ticket.json")
    assert story(conversation) == [
        ("customer", "The lamp came without its plug"),
        ("bot", "We have your message"),
        ("note", "send one today"),
        ("agent", "A plug is on its way"),
    ]
    assert (conversation.id, conversation.tags, conversation.rating) == ("5501", ("defect",), 4.0)
    assert (conversation.status, conversation.channel, rejected) == ("closed", "email", [])


def test_a_page_of_gorgias_messages_is_joined_by_ticket(tmp_path: Path) -> None:
    messages = [
        {"id": number, "ticket_id": 7, "channel": "chat", "via": "chat", "from_agent": agent,
         "body_text": text, "created_datetime": f"2026-02-03T10:0{number}:00"}
        for number, (agent, text) in enumerate([(False, "Do you ship to Oslo?"), (True, "Yes")])
    ]  # fmt: skip
    page = {"data": messages, "object": "list", "uri": "/api/messages", "meta": {}}
    source, (conversation,), _ = read_content(tmp_path, "messages.json", page)
    assert (source, conversation.id) == ("gorgias", "7")
    assert story(conversation) == [("customer", "Do you ship to Oslo?"), ("agent", "Yes")]
