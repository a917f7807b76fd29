"""Jira Service Management: the description opens a request; internal comments are notes."""

from tests.ingest.readers.builders import minutes, sample, story


def test_jira_tells_public_comments_from_internal_ones() -> None:
    (conversation,), rejected = sample("jira_request.json")
    assert story(conversation) == [
        ("customer", "The export stops at page 10"),
        ("agent", "Which browser?"),
        ("note", "known, LUM-0"),
        ("customer", "Firefox, the newest"),
    ]
    assert (conversation.id, minutes(conversation)[2], rejected) == ("LUM-1", "03 10:06", [])


def test_a_page_of_jira_comments_knows_its_request() -> None:
    (conversation,), rejected = sample("jira_comments.json")
    assert (conversation.id, story(conversation)) == (
        "LUM-2",
        [("customer", "I cannot log in"), ("note", "reset it")],
    )
    assert not rejected
