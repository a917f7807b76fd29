"""Crisp: messages name their session; notes, events and automatic words are told apart."""

from pathlib import Path

from tests.ingest.readers.builders import minutes, read_content, sample, story


def test_a_crisp_session_is_a_conversation() -> None:
    (conversation,), rejected = sample("crisp_messages.json")
    assert story(conversation)[:3] == [
        ("bot", "Hello! How can we help?"),
        ("customer", "The export stops at 40 rows"),
        ("note", "rows are limited in her plan"),
    ]
    said = [line for line in story(conversation) if line[0] != "system"]
    assert said[3:] == [("agent", "Your plan ends at 40 rows"), ("customer", "shot.png")]
    assert minutes(conversation)[0] == "03 10:00"
    assert (conversation.id, conversation.channel, rejected) == ("session_7a", "chat", [])


def test_a_crisp_export_brings_messages_inside_and_events_one_each(tmp_path: Path) -> None:
    message = {"session_id": "s1", "website_id": "w", "type": "text", "from": "user",
               "origin": "email", "content": "Where is my invoice?", "timestamp": 1770112800000,
               "fingerprint": 11}  # fmt: skip
    whole = {"session_id": "s1", "website_id": "w", "state": 2, "people_id": "p9",
             "meta": {"nickname": "Ines Holt", "email": "ines@home.example", "segments": ["vip"]},
             "created_at": 1770112700000, "messages": [message]}  # fmt: skip
    event = {"website_id": "w", "event": "message:send", "data": message, "timestamp": 1}
    _, (exported,), _ = read_content(tmp_path, "export.json", [whole])
    assert (exported.status, exported.tags, exported.customer.id) == ("resolved", ("vip",), "p9")
    source, (told,), _ = read_content(tmp_path, "hook.json", event)
    assert source == "crisp"
    assert story(told) == story(exported) == [("customer", "Where is my invoice?")]
