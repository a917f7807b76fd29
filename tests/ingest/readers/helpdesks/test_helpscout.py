"""Help Scout: threads in the order of their times; drafts and hidden threads are left out."""

from tests.ingest.readers.builders import sample, story


def test_help_scout_threads_are_embedded_and_drafts_left_out() -> None:
    (conversation, spam), rejected = sample("helpscout_conversations.json")
    assert story(conversation) == [
        ("customer", "Wo finde ich mein Zertifikat?"),
        ("note", "old course"),
        ("agent", "Open the profile\nand press Download"),
    ]
    assert (conversation.tags, conversation.customer.id, spam.spam, rejected) == (
        ("certificates",),
        "66",
        True,
        [],
    )
