"""Telegram Desktop: a personal chat names the customer; a group is split by replies and gaps."""

from tests.ingest.readers.builders import minutes, sample, story


def test_a_telegram_chat_is_understood_without_saying_who_is_who() -> None:
    (conversation,), rejected = sample("telegram_chat.json")
    assert story(conversation) == [
        ("customer", "How do I pay with Apple Pay? I tried this (https://lumo.example/pay)"),
        ("agent", "In the app, not on the site"),
        ("customer", "👍"),
    ]
    assert (conversation.id, minutes(conversation)[0], conversation.customer.id) == (
        "555-1",
        "03 10:00",
        "user555",
    )
    assert not rejected


def test_a_telegram_group_falls_into_reply_threads_and_silences() -> None:
    conversations, rejected = sample("telegram_full.json")
    assert [story(one) for one in conversations] == [
        [("customer", "When is the holiday?"), ("agent", "On the 8th")],
        [("customer", "The video of lesson 2 has no sound"), ("agent", "Fixed")],
        [("customer", "Is there a lesson today?")],
        [("customer", "Where is the invoice?")],
    ]
    assert [one.id for one in conversations] == ["900-1", "900-2", "900-6", "12-1"]
    assert not rejected
