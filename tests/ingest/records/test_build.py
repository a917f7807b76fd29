"""Records become conversations by a reader, a mapping, guessed fields or the native format."""

from pathlib import Path

from ingest.open import read
from tests.ingest.builders import items, lines, read_all, texts
from tests.ingest.readers.builders import sample


def test_a_named_source_names_the_conversations_too() -> None:
    (conversation,), _ = sample("jira_request.json", source="desk-eu")
    assert conversation.source == "desk-eu"


def test_the_native_format_stays_native_whatever_the_source_is_called(tmp_path: Path) -> None:
    record = {
        "id": 1,
        "source": "intercom",
        "messages": [{"author": "user", "text": "Where is it?"}],
    }
    reading = read(lines(tmp_path / "a.jsonl", record), source="zendesk")
    assert "native format" in reading.understood
    assert [one.source for one in items(reading)[0]] == ["zendesk"]


def test_flat_objects_with_other_names_are_guessed(tmp_path: Path) -> None:
    path = lines(
        tmp_path / "a.jsonl", {"ref": 1, "body": "Where is it?"}, {"ref": 2, "body": "x y"}
    )
    assert texts(read_all(path)[0]) == [["Where is it?"], ["x y"]]
