"""A file in the native format: lazily, masked or as it stands, nothing kept."""

import json
from pathlib import Path

import pytest

from domain.conversations import Rejected
from pipeline.imports.ingest import Source
from pipeline.imports.parse import parse_conversations
from pipeline.settings import Settings

ROW = {
    "id": "c1",
    "customer": {"id": "42", "name": "Ann Lee", "plan": "pro"},
    "messages": [
        {"id": "m1", "author": "customer", "text": "I am Ann Lee, call +380671234567"},
        {"id": "m2", "author": "agent", "agent": {"id": "7", "name": "Ira", "group": "web"},
         "text": "Here it is"},
    ],
}  # fmt: skip


@pytest.fixture
def source(tmp_path: Path) -> Source:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(ROW) + "\nnot json\n", encoding="utf-8")
    return Source(path)


def test_masked_as_it_would_be_kept(tmp_path: Path, source: Source) -> None:
    _, items = parse_conversations(Settings(home=tmp_path / "home"), source)
    told, rejected = items
    assert isinstance(told, dict)
    assert told["customer"] == {"plan": "pro"}
    assert told["messages"][0]["text"] == "I am [name-1], call [phone-1]"
    assert told["messages"][1]["agent"] == {"group": "web"}
    assert isinstance(rejected, Rejected)
    assert not (tmp_path / "home").exists()


def test_unmasked_as_it_stands_in_the_file(tmp_path: Path, source: Source) -> None:
    _, items = parse_conversations(Settings(home=tmp_path / "home"), source, masked=False)
    told = next(items)
    assert isinstance(told, dict)
    assert told["customer"] == ROW["customer"]
    assert told["messages"][1]["agent"] == {"group": "web", "id": "7", "name": "Ira"}
