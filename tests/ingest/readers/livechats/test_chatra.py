"""Chatra: a webhook brings a chat or a part of one; clients, agents and events are told apart."""

from pathlib import Path

from tests.ingest.readers.builders import read_content, story


def test_chatras_webhook_tells_clients_from_agents(tmp_path: Path) -> None:
    hook = {
        "eventName": "chatTranscript",
        "client": {"id": "c1", "chatId": "t1", "displayedName": "Olena"},
        "agents": [{"id": "a1", "name": "Bo"}],
        "messages": [
            {"type": "client", "message": "I cannot log in", "createdAt": 1770116400000},
            {"type": "agent", "agentId": "a1", "message": "One moment"},
            {"type": "note", "message": "is a VIP"},
        ],
    }
    source, talks, _ = read_content(tmp_path, "hook.json", hook)
    assert source == "chatra"
    assert story(talks[0])[:2] == [("customer", "I cannot log in"), ("agent", "One moment")]
    assert story(talks[0])[2][0] == "system"
