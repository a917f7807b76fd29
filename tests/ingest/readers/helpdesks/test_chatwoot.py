"""Chatwoot: incoming messages are the customer's; messages of one conversation are joined."""

import json
from pathlib import Path

from ingest.open import read
from ingest.readers.helpdesks.chatwoot import strip_markdown
from tests.ingest.builders import items, lines
from tests.ingest.readers.builders import SAMPLES, minutes, sample, story


def test_chatwoot_counts_what_comes_in() -> None:
    (conversation,), rejected = sample("chatwoot_rest.json")
    assert story(conversation) == [
        ("customer", "Where do I see the receipt? I looked here (https://lumo.example/pay)"),
        ("bot", "We usually answer in an hour"),
        ("bot", "Try the menu"),
        ("note", "he is on the old plan"),
        ("system", "Conversation was marked resolved by Ira"),
        ("customer", ""),
        ("agent", "It is in the profile"),
    ]
    assert (conversation.id, conversation.tags, conversation.customer.id, rejected) == (
        "12",
        ("billing",),
        "55",
        [],
    )


def test_chatwoot_webhooks_of_a_conversation_are_one() -> None:
    (conversation,), rejected = sample("chatwoot_webhooks.jsonl")
    assert story(conversation) == [("customer", "не могу войти"), ("agent", "Проверьте почту")]
    assert (minutes(conversation), rejected) == (["03 13:05", "03 13:07"], [])


def test_an_edited_message_replaces_its_text(tmp_path: Path) -> None:
    event = json.loads((SAMPLES / "chatwoot_webhooks.jsonl").read_text().splitlines()[0])
    edited = event | {"event": "message_updated", "content": "не могу войти в почту"}
    (conversation,), _ = items(read(lines(tmp_path / "a.jsonl", event, edited)))
    assert story(conversation) == [("customer", "не могу войти в почту")]


def test_markdown_becomes_plain_text_and_snake_case_stays() -> None:
    marked = "**Try** ![shot](a.png) [this](https://a.example/x)\\\nor __that__"
    assert strip_markdown(marked) == "Try shot this (https://a.example/x)\nor that"
    assert strip_markdown("my_field_name * 2 ** 3") == "my_field_name * 2 ** 3"
