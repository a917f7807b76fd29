"""Okdesk: comments are joined to their request."""

from tests.ingest.readers.builders import minutes, sample, story


def test_okdesk_comments_join_their_request() -> None:
    (conversation,), rejected = sample("okdesk.jsonl")
    assert story(conversation) == [
        ("customer", "С понедельника нет уведомлений"),
        ("agent", "Перезапустили рассылку"),
        ("note", "очередь стояла"),
        ("customer", "Всё равно пусто"),
    ]
    assert (conversation.id, conversation.subject, minutes(conversation)[0]) == (
        "15",
        "Не приходят уведомления",
        "03 09:00",
    )
    assert not rejected
