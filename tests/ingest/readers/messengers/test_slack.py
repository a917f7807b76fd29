"""Slack: threads are conversations, over all the days of an export."""

import json
import zipfile
from pathlib import Path
from typing import Any

from ingest.open import read
from tests.ingest.builders import items
from tests.ingest.readers.builders import story

ROOT = "1770112800.000005"


def slack(at: str, text: str = "", **fields: Any) -> dict[str, Any]:
    return {"type": "message", "ts": at, "text": text, **fields}


def slack_export(path: Path, users: list[dict[str, Any]]) -> Path:
    """A Slack export as its documentation tells of it."""
    asked_ = "The export of <https://lumo.example/r|the report> fails &amp; hangs"
    deploy = [{"fallback": "Deploy done"}]
    day = [
        slack("1770112700.000001", "joined", user="U1", subtype="channel_join"),
        slack(ROOT, asked_, user="U1", thread_ts=ROOT),
        slack("1770112900.000100", "<@U1> which browser?", user="U9", thread_ts=ROOT),
        slack("1770112950.000100", subtype="bot_message", bot_id="B1", attachments=deploy),
    ]
    later = [slack("1770200000.000100", "Firefox", user="U1", thread_ts=ROOT)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("users.json", json.dumps(users))
        packed.writestr("channels.json", "[]")
        packed.writestr("help/2026-02-03.json", json.dumps(day))
        packed.writestr("help/2026-02-04.json", json.dumps(later))
    return path


def test_a_slack_export_is_threads_over_the_days(tmp_path: Path) -> None:
    users: list[dict[str, Any]] = [
        {"id": "U1", "real_name": "Anna", "is_restricted": True},
        {"id": "U9", "name": "ira"},
    ]
    reading = read(slack_export(tmp_path / "export.zip", users))
    conversations, rejected = items(reading)
    assert reading.understood == "Slack export, 2 files"
    assert story(conversations[0]) == [
        ("customer", "The export of the report (https://lumo.example/r) fails & hangs"),
        ("agent", "@user which browser?"),
        ("customer", "Firefox"),
    ]
    assert [story(one) for one in conversations[1:]] == [[("bot", "Deploy done")]]
    assert not rejected


def test_slack_agents_may_be_named(tmp_path: Path) -> None:
    path = slack_export(tmp_path / "export.zip", [])
    conversations, _ = items(read(path, agents=["U1"]))
    told = [[author for author, _ in story(conversation)] for conversation in conversations]
    assert told[:2] == [["agent"], ["customer", "agent"]]  # what an agent opens is a place
