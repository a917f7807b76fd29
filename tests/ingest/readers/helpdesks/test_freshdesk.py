"""Freshdesk: the ticket is the opening message, its conversations the replies."""

from tests.ingest.readers.builders import minutes, sample, story


def test_freshdesk_opens_on_the_ticket() -> None:
    (conversation,), rejected = sample("freshdesk_ticket.json")
    assert story(conversation) == [
        ("customer", "The file does not upload, it says error 413"),
        ("agent", "What size is it?"),
        ("note", "ask the second line"),
        ("customer", "60 MB\na video"),
    ]
    assert minutes(conversation)[-1] == "03 09:20"
    assert (conversation.status, conversation.channel, rejected) == ("resolved", "email", [])
