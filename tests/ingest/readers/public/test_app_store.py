"""App Store Connect: a review and the answer to it are one conversation."""

from tests.ingest.readers.builders import asked, minutes, sample, story


def test_an_app_store_review_and_its_answer() -> None:
    (conversation,), rejected = sample("app_store.json")
    assert story(conversation) == [
        ("customer", "Every morning I have to log in again"),
        ("agent", "Fixed in 4.2"),
    ]
    assert asked(conversation) == ["Keeps logging me out\n\nEvery morning I have to log in again"]
    assert (conversation.rating, conversation.customer.country, minutes(conversation)[0]) == (
        2.0,
        "USA",
        "03 11:00",
    )
    assert not rejected
