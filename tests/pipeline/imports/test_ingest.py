"""Reading a file: what is new, what a preview shows, and where it is called from."""

import json
from pathlib import Path

import pytest

from domain.errors import BadInput, NothingYet
from pipeline.imports.ingest import Source, ingest_conversations, preview_conversations
from pipeline.imports.list import list_imports
from pipeline.settings import Settings
from tests.builders import NOW


def line(number: int, text: str) -> str:
    messages = [{"id": "m", "author": "customer", "text": text}]
    return json.dumps({"id": f"c{number}", "messages": messages})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join([line(1, "where is my link"), line(2, "thanks!"), "broken"]))
    return path


def test_reading_again_changes_nothing(tmp_path: Path, file: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    first, again = (ingest_conversations(settings, Source(file), NOW) for _ in range(2))
    assert (first.counts.new, first.asks, first.excluded) == (2, 2, 1)
    assert [row.place for row in first.rejected] == ["in.jsonl:3"]
    assert (again.counts.new, again.counts.unchanged, again.asks) == (0, 2, 0)


def test_a_preview_counts_the_same_and_keeps_nothing(tmp_path: Path, file: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    shown = preview_conversations(settings, Source(file))
    assert (shown.read, shown.conversations, shown.asks, shown.excluded) == (3, 2, 2, 1)
    assert [ask.text for ask in shown.samples] == ["where is my link"]
    with pytest.raises(NothingYet):
        list_imports(settings)


def test_what_is_no_file_of_conversations_is_refused_whole(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        ingest_conversations(Settings(home=tmp_path / "home"), Source(tmp_path / "none"), NOW)
    assert Source(None).file == "standard input"
