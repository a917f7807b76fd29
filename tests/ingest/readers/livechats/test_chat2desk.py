"""Chat2Desk: one message an object, joined to conversations."""

from tests.ingest.readers.builders import sample, story


def test_chat2desk_numbers_may_be_shared_by_both_ways() -> None:
    (conversation,), rejected = sample("chat2desk.jsonl")
    assert story(conversation) == [
        ("customer", "Де моє замовлення?"),
        ("agent", "Вже в дорозі"),
        ("bot", "Оцініть нас"),
    ]
    assert len({one.id for one in conversation.messages}) == 3
    assert not rejected
