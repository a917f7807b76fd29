"""Groove: an author's address says whether it is an agent or a customer."""

from pathlib import Path

from tests.ingest.readers.builders import read_content, sample, story


def test_a_groove_ticket_links_its_people() -> None:
    (conversation,), rejected = sample("groove_ticket.json")
    assert story(conversation) == [
        ("customer", "Can I add a second seat?"),
        ("note", "she has the small plan"),
        ("agent", "Yes, under Team"),
    ]
    assert (conversation.id, conversation.subject, conversation.tags) == (
        "812",
        "Second seat",
        ("seats",),
    )
    assert (conversation.customer.id, rejected) == ("ines@home.example", [])


def test_groove_messages_alone_name_their_ticket(tmp_path: Path) -> None:
    api = "https://api.groovehq.com/v1"
    messages = [
        {"href": f"{api}/messages/{number}", "created_at": f"2026-02-03T10:0{number}:00Z",
         "body": text, "note": False,
         "links": {"ticket": {"href": f"{api}/tickets/9"}, "author": {"href": f"{api}/{who}/x"}}}
        for number, (who, text) in enumerate([("customers", "Is it out?"), ("agents", "In June")])
    ]  # fmt: skip
    source, (conversation,), _ = read_content(tmp_path, "page.json", {"messages": messages})
    assert (source, conversation.id) == ("groove", "9")
    assert story(conversation) == [("customer", "Is it out?"), ("agent", "In June")]
