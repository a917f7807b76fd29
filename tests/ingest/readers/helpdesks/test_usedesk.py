"""Usedesk: webhooks are joined to tickets; spam and mailings ask nothing."""

from tests.ingest.readers.builders import asked, minutes, sample, story


def test_usedesk_tells_notes_and_spam_apart() -> None:
    (conversation, spam), rejected = sample("usedesk_webhooks.jsonl")
    assert story(conversation) == [
        ("customer", "Не открывается урок"),
        ("agent", "Обновите страницу"),
        ("note", "жалуется второй раз"),
    ]
    assert (spam.spam, asked(spam), rejected) == (True, [], [])
    assert "never-kept" not in repr((conversation, spam))


def test_usedesk_tickets_carry_their_comments() -> None:
    (conversation,), _ = sample("usedesk_ticket.json", timezone="Europe/Kyiv")
    assert [author for author, _ in story(conversation)] == ["customer", "note", "bot"]
    assert minutes(conversation)[0] == "03 08:00"
