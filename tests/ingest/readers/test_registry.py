"""A file of JSON is known by its content; a named tool is asked first."""

import re
from pathlib import Path

import pytest

from ingest.open import read
from ingest.readers.interface import JsonReader
from ingest.readers.registry import JSON_READERS, READER_NAMES, detect_reader
from tests.ingest.readers.builders import SAMPLES

ALL = sorted(path.name for path in SAMPLES.iterdir())


UNDERSTOOD = {
    "intercom": "Intercom conversations", "zendesk": "Zendesk tickets",
    "chatwoot": "Chatwoot conversations", "freshdesk": "Freshdesk tickets",
    "helpscout": "Help Scout conversations", "usedesk": "Usedesk tickets",
    "okdesk": "Okdesk requests", "chat2desk": "Chat2Desk messages",
    "jira": "Jira Service Management requests", "discourse": "Discourse topics",
    "app": "App Store reviews", "google": "Google Play reviews",
    "crisp": "Crisp conversations", "gorgias": "Gorgias tickets", "groove": "Groove tickets",
    "tidio": "Tidio conversations", "zammad": "Zammad tickets",
    "telegram": "Telegram Desktop export", "call": "call transcripts", "slack": "Slack",
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in ALL if name.endswith((".json", ".jsonl"))])
def test_a_file_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"export{Path(name).suffix}"
    path.write_bytes((SAMPLES / name).read_bytes())
    understood = read(path).understood
    assert understood.startswith(UNDERSTOOD[name.split("_")[0].split(".")[0]]), understood


def test_the_documented_sources_are_the_known_readers() -> None:
    page = Path(__file__).parents[3] / "docs" / "sources.md"
    rows = [line.split("|")[1] for line in page.read_text().splitlines() if line.startswith("| ")]
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == READER_NAMES


@pytest.mark.parametrize("reader", JSON_READERS, ids=lambda reader: reader.name)
def test_no_reader_takes_the_native_format_or_an_empty_object(reader: JsonReader) -> None:
    assert not reader.accepts({"id": "1", "text": "Where is it?", "messages": []})
    assert not reader.accepts({})


def test_a_named_reader_needs_one_fitting_object_and_others_need_most() -> None:
    comment = {"ticket_id": 1, "author_id": 2, "public": True, "body": "x"}
    sample = [comment, {"a": 1}, {"b": 2}]
    assert detect_reader(sample) is None
    named = detect_reader(sample, "zendesk")
    assert named is not None
    assert named.name == "zendesk"
