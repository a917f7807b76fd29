"""Zammad: the sender of an article says who wrote it; internal articles are notes."""

import json
from pathlib import Path

from tests.ingest.readers.builders import SAMPLES, read_content, sample, story

STORY = [
    ("customer", "The meter stands still\nsince Monday"),
    ("bot", "We have your request"),
    ("note", "her meter is of 2019"),
    ("agent", "Please read it at noon"),
]


def test_a_zammad_ticket_has_articles() -> None:
    (conversation,), rejected = sample("zammad_tickets.json")
    assert story(conversation) == STORY
    assert (conversation.id, conversation.subject, conversation.status) == (
        "77",
        "Meter stands still",
        "closed",
    )
    assert (conversation.customer.id, rejected) == ("9", [])


def test_zammad_articles_alone_and_with_assets_are_the_same_talk(tmp_path: Path) -> None:
    (ticket,) = json.loads((SAMPLES / "zammad_tickets.json").read_text("utf-8"))
    articles = ticket.pop("articles")
    source, (alone,), _ = read_content(tmp_path, "by_ticket_77.json", articles)
    assert (source, alone.id) == ("zammad", "77")
    assert story(alone) == STORY
    assets = {
        "Ticket": {"77": ticket},
        "TicketArticle": {str(one["id"]): one for one in articles},
        "User": {"9": {"id": 9, "firstname": "Ines", "lastname": "Holt"}},
    }
    page = {"ticket_id": 77, "ticket_article_ids": [1, 2, 3, 4], "assets": assets}
    _, (whole,), _ = read_content(tmp_path, "all.json", page)
    assert (whole.subject, story(whole)) == ("Meter stands still", STORY)


def test_a_zammad_webhook_brings_the_ticket_and_one_article(tmp_path: Path) -> None:
    ticket = {"id": 5, "number": "20005", "title": "Key", "state": "open", "group": {"id": 1},
              "customer": {"id": 9, "email": "ines@home.example", "firstname": "Ines"}}  # fmt: skip
    article = {"id": 4, "ticket_id": 5, "sender": "Customer", "content_type": "text/plain",
               "body": "Where is the key?", "internal": False,
               "created_by": {"firstname": "Ines"}}  # fmt: skip
    _, (conversation,), _ = read_content(
        tmp_path, "hook.json", {"ticket": ticket, "article": article}
    )
    assert (conversation.id, conversation.customer.id) == ("5", "9")
    assert story(conversation) == [("customer", "Where is the key?")]
