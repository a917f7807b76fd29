"""What docs/sources.md lists is read: every name is a reader's, and every sample is taken for the
tool that its name says, with its customers' words."""

import re
from pathlib import Path

import pytest

from ingest.readers.registry import READER_NAMES
from tests.ingest.readers.builders import SAMPLES, sample

DOCS = Path(__file__).parents[3] / "docs" / "sources.md"
NAMED = frozenset(
    name
    for row in DOCS.read_text(encoding="utf-8").splitlines()
    if row.startswith("| ") and (cell := row.split("|")[1])
    for name in re.findall(r"`([a-z0-9_]+)`", cell)
)
"""Sources in the first column of the table."""
BODILESS = {"intercom_list.json", "zendesk_events.json"}
"""Pages that name conversations whose words come with other requests."""
FILES = sorted(path.name for path in SAMPLES.iterdir())


def find_source(file: str) -> str:
    """The source that a sample's name says."""
    if file.startswith("call"):
        return "calls"
    return next((name for name in sorted(NAMED, key=len, reverse=True) if file.startswith(name)),
                "whatsapp")  # fmt: skip


def test_every_documented_source_has_a_reader() -> None:
    assert {"intercom", "zendesk", "langfuse"} <= NAMED
    assert sorted(NAMED - READER_NAMES) == []


@pytest.mark.parametrize("file", FILES)
def test_a_sample_is_read_as_its_tools(file: str) -> None:
    source = find_source(file)
    conversations, rejected = sample(file, agents=("lumo.example",))
    expected = {"app_store_feed": "app_store"}.get(source, source)
    assert {one.source for one in conversations} == {expected}
    assert len(rejected) <= len(conversations)
    authors = {message.author for one in conversations for message in one.messages}
    assert "customer" in authors or file in BODILESS
